package chat.parley.web.chat;

import chat.parley.api.ChatId;
import chat.parley.api.ConversationView;
import chat.parley.api.HistoryEntry;
import chat.parley.api.InboxItem;
import chat.parley.api.MessagePage;
import chat.parley.api.MessageView;
import chat.parley.query.conversation.Conversations;
import chat.parley.query.conversation.PastConversations;
import chat.parley.query.history.History;
import chat.parley.query.inbox.Inbox;
import chat.parley.query.readmodel.ReadModels;
import chat.parley.web.identity.AdminPrincipal;
import chat.parley.web.problem.PageParameters;
import chat.parley.web.problem.Parameters;
import chat.parley.web.reference.MessagePageQuery;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** What the dashboard asks for; an admin sees every chat. */
@RestController
@RequestMapping(path = "/admin/chats", produces = MediaType.APPLICATION_JSON_VALUE)
final class AdminChatsController {

    private static final int LISTED = 50;
    private static final int NEWEST = 100;

    private final ChatCommands commands;
    private final Inbox inbox;
    private final Conversations conversations;
    private final PastConversations pastConversations;
    private final History history;
    private final ReadModels readModels;
    private final InboxLinks links;

    AdminChatsController(
            ChatCommands commands,
            Inbox inbox,
            Conversations conversations,
            PastConversations pastConversations,
            History history,
            ReadModels readModels,
            InboxLinks links) {
        this.commands = commands;
        this.inbox = inbox;
        this.conversations = conversations;
        this.pastConversations = pastConversations;
        this.history = history;
        this.readModels = readModels;
        this.links = links;
    }

    record AdminChat(
            UUID id,
            @Nullable String userId,
            @Nullable String userEmail,
            @Nullable String userName,
            boolean archived,
            Instant createdAt,
            List<MessageView> messages,
            boolean hasMore,
            long unreadCount,
            long userReadUpTo,
            long adminViewedUpTo,
            @Nullable Instant erasedAt) {

        static AdminChat of(ConversationView chat) {
            return new AdminChat(
                    chat.id(),
                    chat.userId(),
                    chat.userEmail(),
                    chat.userName(),
                    chat.archived(),
                    chat.createdAt(),
                    chat.messages(),
                    chat.hasMore(),
                    chat.unreadByAdmins(),
                    chat.userReadUpTo(),
                    chat.adminViewedUpTo(),
                    chat.erasedAt());
        }
    }

    /**
     * The chats that have a message, newest activity first. While there is more, the header {@code
     * Link} names the next page.
     */
    @GetMapping
    @Parameter(
            in = ParameterIn.QUERY,
            name = "archived",
            schema = @Schema(type = "boolean", defaultValue = "false"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "q",
            description =
                    "Words, the last one as a prefix: all of them in one message, or in e-mail"
                            + " and name together",
            schema = @Schema(type = "string"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "limit",
            schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
    ResponseEntity<List<InboxItem>> list(HttpServletRequest request) {
        Parameters parameters = Parameters.of(request);
        InboxLinks.Selection selection =
                new InboxLinks.Selection(
                        parameters.flag("archived", false),
                        parameters.text("q"),
                        PageParameters.limit(parameters, LISTED));
        Inbox.Place after = links.place(selection, parameters);
        readModels.awaitNewest("inbox");
        Inbox.Page page =
                inbox.page(selection.archived(), selection.search(), after, selection.limit());
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (page.next() != null) {
            answer.header(HttpHeaders.LINK, links.next(selection, page.next()));
        }
        return answer.body(page.items());
    }

    /** A chat as it is, or with {@code at} as it was. */
    @GetMapping("/{id}")
    @Operation(operationId = "chatForAdmin")
    @MessagePageQuery
    @Parameter(
            in = ParameterIn.QUERY,
            name = "at",
            description = "Shows the chat as it was then, that instant included",
            schema = @Schema(type = "string", format = "date-time"))
    AdminChat chat(@PathVariable String id, HttpServletRequest request) {
        ChatId chatId = ChatIdPath.parse(id);
        Parameters parameters = Parameters.of(request);
        Instant at = parameters.instant("at");
        PageParameters page = PageParameters.of(parameters, NEWEST);
        MessagePage messages = new MessagePage(page.before(), page.after(), page.limit());
        readModels.awaitNewest("conversation");
        Optional<ConversationView> chat =
                at == null
                        ? conversations.find(chatId, messages)
                        : pastConversations.find(chatId, at, messages);
        return chat.map(AdminChat::of).orElseThrow(ChatIdPath::noSuchChat);
    }

    /** Answers. The same id and content again change nothing. */
    @PostMapping("/{id}/messages")
    @Operation(operationId = "sendAsAdmin")
    @ApiResponse(responseCode = "201", description = "The message", useReturnTypeSchema = true)
    @ApiResponse(
            responseCode = "200",
            description = "The message, which was stored before",
            useReturnTypeSchema = true)
    ResponseEntity<MessageView> send(
            @AuthenticationPrincipal AdminPrincipal admin,
            @PathVariable String id,
            @RequestBody SendMessageBody body) {
        ChatCommands.Sent sent =
                commands.send(
                        admin.actor(),
                        ChatIdPath.parse(id),
                        body.content(),
                        body.requiredClientMessageId());
        return ResponseEntity.status(sent.repeated() ? HttpStatus.OK : HttpStatus.CREATED)
                .body(sent.message());
    }

    /** A person looked at the chat, up to a message or, without a body, at all of it. */
    @PostMapping("/{id}/viewed")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void viewed(
            @AuthenticationPrincipal AdminPrincipal admin,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable UpToBody body) {
        commands.markViewed(admin.actor(), ChatIdPath.parse(id), UpToBody.sequence(body));
    }

    /** Puts the chat away until its user writes again. */
    @PostMapping("/{id}/archive")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void archive(@AuthenticationPrincipal AdminPrincipal admin, @PathVariable String id) {
        commands.archive(admin.actor(), ChatIdPath.parse(id));
    }

    /** Brings the chat back. */
    @PostMapping("/{id}/unarchive")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unarchive(@AuthenticationPrincipal AdminPrincipal admin, @PathVariable String id) {
        commands.restore(admin.actor(), ChatIdPath.parse(id));
    }

    /** Who did what in the chat, and when, oldest first. */
    @GetMapping("/{id}/history")
    @ApiResponse(
            responseCode = "200",
            description = "The events",
            content =
                    @Content(
                            array =
                                    @ArraySchema(
                                            schema = @Schema(implementation = HistoryEntry.class))))
    Stream<HistoryEntry> history(@PathVariable String id) {
        return history.of(ChatIdPath.parse(id)).orElseThrow(ChatIdPath::noSuchChat);
    }
}
