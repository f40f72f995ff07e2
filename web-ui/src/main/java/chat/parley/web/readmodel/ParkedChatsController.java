package chat.parley.web.readmodel;

import chat.parley.api.AdminEvent.ParkedChatRetried;
import chat.parley.api.ChatId;
import chat.parley.api.ParkedChat;
import chat.parley.command.admin.AdminLog;
import chat.parley.query.readmodel.ParkedChats;
import chat.parley.web.chat.ChatIdPath;
import chat.parley.web.identity.AdminPrincipal;
import chat.parley.web.problem.InvalidRequest;
import chat.parley.web.problem.ProblemType;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Shows what a read model has parked, and has it tried again. */
@RestController
@RequestMapping("/admin/read_models/{name}/parked")
final class ParkedChatsController {

    private final ParkedChats parkedChats;
    private final AdminLog adminLog;
    private final Clock clock;

    ParkedChatsController(ParkedChats parkedChats, AdminLog adminLog, Clock clock) {
        this.parkedChats = parkedChats;
        this.adminLog = adminLog;
        this.clock = clock;
    }

    /**
     * The chats that the read model could not go on with, the oldest first. Each stands there as it
     * was before the event that failed.
     */
    @GetMapping
    @Operation(operationId = "parkedChats")
    List<ParkedChat> list(@PathVariable String name) {
        return parkedChatsOf(name);
    }

    /**
     * Projects a parked chat anew from all of its events, and answers when that is done. If an
     * event fails again the answer is 409 with the type <code>still-parked</code>, nothing has
     * changed, and the list says why it failed. 404 if the chat is not parked.
     */
    @PostMapping("/{chat_id}/retry")
    @Operation(operationId = "retryParkedChat")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void retry(
            @AuthenticationPrincipal AdminPrincipal admin,
            @PathVariable String name,
            @Parameter(
                            description = "The chat's id",
                            schema = @Schema(type = "string", format = "uuid"))
                    @PathVariable("chat_id")
                    String id) {
        ChatId chatId = ChatIdPath.parse(id);
        if (parkedChatsOf(name).stream().noneMatch(each -> each.chatId().equals(chatId.value()))) {
            throw notParked();
        }
        Instant now = clock.instant();
        adminLog.record(new ParkedChatRetried(admin.actor(), now, name, chatId));
        switch (parkedChats.retry(name, chatId)) {
            case HANDLED -> {
                // Said by the status.
            }
            case STILL_PARKED -> throw InvalidRequest.conflict(ProblemType.STILL_PARKED);
            case NOT_PARKED -> throw notParked();
        }
    }

    private List<ParkedChat> parkedChatsOf(String readModel) {
        if (!parkedChats.knows(readModel)) {
            throw ReadModelPath.noSuchReadModel();
        }
        return parkedChats.of(readModel);
    }

    private static InvalidRequest notParked() {
        return InvalidRequest.notFound("This chat is not parked.");
    }
}
