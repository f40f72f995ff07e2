package chat.parley.web.audit;

import chat.parley.api.AdminEvent.EventsExported;
import chat.parley.api.AuditEntry;
import chat.parley.command.admin.AdminLog;
import chat.parley.log.EventTypes;
import chat.parley.query.history.AuditLog;
import chat.parley.web.identity.AdminPrincipal;
import chat.parley.web.paging.PageLinks;
import chat.parley.web.problem.Parameters;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** What happened in all chats and what admins did beside them, for admins. */
@RestController
final class AuditController {

    private static final String CSV = "text/csv";

    private final AuditLog auditLog;
    private final AdminLog adminLog;
    private final PageLinks links;
    private final JsonMapper json;
    private final Clock clock;

    AuditController(
            AuditLog auditLog, AdminLog adminLog, PageLinks links, JsonMapper json, Clock clock) {
        this.auditLog = auditLog;
        this.adminLog = adminLog;
        this.links = links;
        this.json = json;
        this.clock = clock;
    }

    /**
     * The events of all streams, newest first. While there is more, the header {@code Link} names
     * the next page. For {@code text/csv} and {@code application/x-ndjson} it is the whole
     * selection at once, as a download, which becomes an event itself.
     */
    @GetMapping(path = "/admin/events", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "events")
    @Parameter(
            in = ParameterIn.QUERY,
            name = "type",
            description = "The event's name, such as MessageSent",
            schema = @Schema(type = "string"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "actor",
            description =
                    "Whose doing it was: user, admin or system, or an id or e-mail address. Nobody"
                            + " knows whose a failed sign-in was, so that is found by its type.",
            schema = @Schema(type = "string"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "chat",
            description = "The chat it happened in, or that an act outside of chats was about",
            schema = @Schema(type = "string", format = "uuid"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "from",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "to",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "limit",
            schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
    @ApiResponse(
            responseCode = "200",
            description = "The events",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        array = @ArraySchema(schema = @Schema(implementation = AuditRow.class))),
                @Content(mediaType = CSV, schema = @Schema(type = "string")),
                @Content(
                        mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                        schema = @Schema(type = "string"))
            })
    ResponseEntity<List<AuditRow>> page(HttpServletRequest request) {
        AuditQuery query = AuditQuery.of(Parameters.of(request), links);
        AuditLog.Page page =
                auditLog.page(query.chat(), query.selection(), query.place(), query.limit());
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (page.next() != null) {
            answer.header(HttpHeaders.LINK, query.next(links, page.next()));
        }
        return answer.body(page.entries().stream().map(AuditRow::of).toList());
    }

    /** The names of all events there can be. */
    @GetMapping(path = "/admin/events/types", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "eventTypes")
    List<String> types() {
        return EventTypes.ALL;
    }

    @Hidden
    @GetMapping(path = "/admin/events", produces = MediaType.APPLICATION_NDJSON_VALUE)
    void jsonLines(
            @AuthenticationPrincipal AdminPrincipal admin,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        export(
                new Format("jsonl", MediaType.APPLICATION_NDJSON_VALUE, "", this::jsonLine),
                admin,
                request,
                response);
    }

    @Hidden
    @GetMapping(path = "/admin/events", produces = CSV)
    void csv(
            @AuthenticationPrincipal AdminPrincipal admin,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        export(
                new Format("csv", CSV + ";charset=UTF-8", CsvLine.HEADER, this::csvLine),
                admin,
                request,
                response);
    }

    private record Format(
            String name, String contentType, String header, Function<AuditEntry, String> line) {}

    /** Nothing leaves before it is on record that it did; to HEAD, nothing does. */
    private void export(
            Format format,
            AdminPrincipal admin,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        AuditQuery query = AuditQuery.of(Parameters.of(request), links);
        if (HttpMethod.HEAD.matches(request.getMethod())) {
            describe(response, format);
            return;
        }
        long upTo = auditLog.head();
        adminLog.record(
                new EventsExported(
                        admin.actor(), clock.instant(), format.name(), query.queryString()));
        describe(response, format);
        write(response, query, upTo, format);
    }

    private static void describe(HttpServletResponse response, Format format) {
        response.setContentType(format.contentType());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment");
    }

    /** On the request's own thread: an asynchronous answer would be broken off after a while. */
    private void write(HttpServletResponse response, AuditQuery query, long upTo, Format format)
            throws IOException {
        Writer writer = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
        writer.write(format.header());
        auditLog.forEach(
                query.chat(),
                query.selection(),
                upTo,
                entry -> write(writer, format.line().apply(entry)));
        writer.flush();
    }

    private static void write(Writer writer, String line) {
        try {
            writer.write(line);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private String jsonLine(AuditEntry entry) {
        return json.writeValueAsString(AuditRow.of(entry)) + "\n";
    }

    private String csvLine(AuditEntry entry) {
        AuditRow row = AuditRow.of(entry);
        return CsvLine.of(
                row.position(),
                row.stream(),
                row.chatId(),
                row.sequence(),
                row.type(),
                row.at(),
                row.actor().type(),
                row.actor().id(),
                row.actor().email(),
                row.summary(),
                json.writeValueAsString(row.details()),
                row.metadata().eventId(),
                row.metadata().revision(),
                row.metadata().correlationId(),
                row.metadata().causationId(),
                row.hash());
    }
}
