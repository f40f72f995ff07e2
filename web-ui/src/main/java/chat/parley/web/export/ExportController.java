package chat.parley.web.export;

import chat.parley.api.AdminEvent.PersonExported;
import chat.parley.api.ChatId;
import chat.parley.api.ConversationView;
import chat.parley.api.MessagePage;
import chat.parley.command.admin.AdminLog;
import chat.parley.query.conversation.Conversations;
import chat.parley.query.history.History;
import chat.parley.query.readmodel.ReadModels;
import chat.parley.web.chat.ChatIdPath;
import chat.parley.web.identity.AdminPrincipal;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;

/** Hands out what is known of a person: the conversation, and the history from the log itself. */
@RestController
final class ExportController {

    private final Conversations conversations;
    private final History history;
    private final ReadModels readModels;
    private final AdminLog adminLog;
    private final Clock clock;

    ExportController(
            Conversations conversations,
            History history,
            ReadModels readModels,
            AdminLog adminLog,
            Clock clock) {
        this.conversations = conversations;
        this.history = history;
        this.readModels = readModels;
        this.adminLog = adminLog;
        this.clock = clock;
    }

    /** All that is known of a person, as JSON or, for {@code text/html}, as a page to download. */
    @GetMapping(path = "/admin/chats/{id}/export", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "export")
    @ApiResponse(
            responseCode = "200",
            description = "The export",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = PersonExport.class)),
                @Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string"))
            })
    PersonExport json(@AuthenticationPrincipal AdminPrincipal admin, @PathVariable String id) {
        return export(admin, id, "json");
    }

    /** On the request's own thread: an asynchronous answer would be broken off after a while. */
    @Hidden
    @GetMapping(path = "/admin/chats/{id}/export", produces = MediaType.TEXT_HTML_VALUE)
    void html(
            @AuthenticationPrincipal AdminPrincipal admin,
            @PathVariable String id,
            HttpServletResponse response)
            throws IOException {
        PersonExport export = export(admin, id, "html");
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"chat-" + export.chatId() + ".html\"");
        // Not closed, for a page that is not whole has to be told from one that is.
        Writer page = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
        PersonPage.write(export, page);
        page.flush();
    }

    /** Only whether there is an export: nothing is handed out, so there is nothing to record. */
    @Hidden
    @RequestMapping(
            method = RequestMethod.HEAD,
            path = "/admin/chats/{id}/export",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_HTML_VALUE})
    ResponseEntity<Void> head(@PathVariable String id) {
        ChatId chatId = ChatIdPath.parse(id);
        readModels.awaitNewest("conversation");
        if (!conversations.exists(chatId)) {
            throw ChatIdPath.noSuchChat();
        }
        return ResponseEntity.ok().build();
    }

    /** Nothing is handed out before it is on record that it was. */
    private PersonExport export(AdminPrincipal admin, String id, String format) {
        ChatId chatId = ChatIdPath.parse(id);
        Instant now = clock.instant();
        readModels.awaitNewest("conversation");
        ConversationView chat =
                conversations
                        .find(chatId, MessagePage.newest(1))
                        .orElseThrow(ChatIdPath::noSuchChat);
        adminLog.record(new PersonExported(admin.actor(), now, chatId, format));
        return PersonExport.of(
                chat,
                conversations.messages(chatId),
                history.of(chatId).orElseThrow(ChatIdPath::noSuchChat),
                now);
    }
}
