package chat.parley.web.chat;

import chat.parley.api.ConversationView;
import chat.parley.api.MessagePage;
import chat.parley.api.MessageView;
import chat.parley.query.conversation.Conversations;
import chat.parley.query.readmodel.ReadModels;
import chat.parley.web.identity.UserPrincipal;
import chat.parley.web.problem.PageParameters;
import chat.parley.web.problem.Parameters;
import chat.parley.web.reference.MessagePageQuery;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What the widget asks for; a user sees their own chat and no other. */
@RestController
@RequestMapping(path = "/support_chat", produces = MediaType.APPLICATION_JSON_VALUE)
final class UserChatController {

    private static final int NEWEST = 100;

    private final ChatCommands commands;
    private final Conversations conversations;
    private final ReadModels readModels;

    UserChatController(ChatCommands commands, Conversations conversations, ReadModels readModels) {
        this.commands = commands;
        this.conversations = conversations;
        this.readModels = readModels;
    }

    record UserChat(
            UUID id,
            List<MessageView> messages,
            boolean hasMore,
            long unreadCount,
            long userReadUpTo,
            long adminViewedUpTo) {}

    record UnreadCount(long unreadCount) {}

    record Read(Instant readAt, int marked) {}

    /** Gets, or begins, the caller's chat. */
    @GetMapping
    @Operation(operationId = "chatForUser")
    @MessagePageQuery
    UserChat chat(@AuthenticationPrincipal UserPrincipal user, HttpServletRequest request) {
        PageParameters page = PageParameters.of(Parameters.of(request), NEWEST);
        commands.start(user);
        readModels.awaitNewest("conversation");
        ConversationView chat =
                conversations
                        .find(
                                user.chatId(),
                                new MessagePage(page.before(), page.after(), page.limit()))
                        .orElseThrow(ChatIdPath::noSuchChat);
        return new UserChat(
                chat.id(),
                chat.messages(),
                chat.hasMore(),
                chat.unreadByUser(),
                chat.userReadUpTo(),
                chat.adminViewedUpTo());
    }

    /** How many answers the caller has not read. Begins no chat. */
    @GetMapping("/unread_count")
    UnreadCount unreadCount(@AuthenticationPrincipal UserPrincipal user) {
        readModels.awaitNewest("conversation");
        return new UnreadCount(conversations.unreadByUser(user.chatId()));
    }

    /** Sends a message. The same id and content again change nothing. */
    @PostMapping("/messages")
    @Operation(operationId = "sendAsUser")
    @ApiResponse(responseCode = "201", description = "The message", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "200",
            description = "The message, which was stored before",
            useReturnTypeSchema = true)
    ResponseEntity<MessageView> send(
            @AuthenticationPrincipal UserPrincipal user, @RequestBody SendMessageBody body) {
        UUID clientMessageId = body.requiredClientMessageId();
        commands.start(user);
        ChatCommands.Sent sent =
                commands.send(user.actor(), user.chatId(), body.content(), clientMessageId);
        return ResponseEntity.status(sent.repeated() ? HttpStatus.OK : HttpStatus.CREATED)
                .body(sent.message());
    }

    /** The caller has seen the answers, up to a message or, without a body, all of them. */
    @PatchMapping("/mark_read")
    Read markRead(
            @AuthenticationPrincipal UserPrincipal user,
            @RequestBody(required = false) @Nullable UpToBody body) {
        commands.start(user);
        ChatCommands.Marked marked =
                commands.markRead(user.actor(), user.chatId(), UpToBody.sequence(body));
        return new Read(marked.readAt(), marked.marked());
    }
}
