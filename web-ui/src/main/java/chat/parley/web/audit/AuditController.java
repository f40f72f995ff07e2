package chat.parley.web.audit;

import chat.parley.api.AuditEntry;
import chat.parley.log.EventSelection;
import chat.parley.query.history.AuditLog;
import chat.parley.web.problem.PageParameters;
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

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.springframework.web.util.UriComponentsBuilder;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** What happened in all chats, for admins. */
@RestController
final class AuditController {

    private static final int LISTED = 50;
    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";
    private static final List<String> SELECTORS = List.of("type", "actor", "chat", "from", "to");

    private final AuditLog auditLog;
    private final JsonMapper json;

    AuditController(AuditLog auditLog, JsonMapper json) {
        this.auditLog = auditLog;
        this.json = json;
    }

    /**
     * The events of all streams, newest first. While there is more, the header {@code Link} names
     * the next page. For {@code text/csv} and {@code application/x-ndjson} it is the whole
     * selection at once, as a download.
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
            description = "Whose doing it was, by id",
            schema = @Schema(type = "string"))
    @Parameter(
            in = ParameterIn.QUERY,
            name = "chat",
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
                @Content(mediaType = NDJSON, schema = @Schema(type = "string"))
            })
    ResponseEntity<List<AuditRow>> page(HttpServletRequest request) {
        Parameters parameters = Parameters.of(request);
        Asked asked = Asked.by(parameters);
        AuditLog.Page page = auditLog.page(asked.selection(), asked.before(), asked.limit());
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (page.next() != null) {
            answer.header(HttpHeaders.LINK, link(parameters, asked.limit(), page.next()));
        }
        return answer.body(page.entries().stream().map(AuditRow::of).toList());
    }

    @Hidden
    @GetMapping(path = "/admin/events", produces = NDJSON)
    ResponseEntity<StreamingResponseBody> jsonLines(HttpServletRequest request) {
        return download(
                request, NDJSON, "", entry -> json.writeValueAsString(AuditRow.of(entry)) + "\n");
    }

    @Hidden
    @GetMapping(path = "/admin/events", produces = CSV)
    ResponseEntity<StreamingResponseBody> csv(HttpServletRequest request) {
        return download(request, CSV + ";charset=UTF-8", CsvLine.HEADER, this::csvLine);
    }

    /** All parameters, read strictly whether the answer is a page or a download. */
    private record Asked(EventSelection selection, @Nullable Long before, int limit) {

        static Asked by(Parameters parameters) {
            UUID chat = parameters.uuid("chat");
            return new Asked(
                    new EventSelection(
                            parameters.filled("type"),
                            parameters.filled("actor"),
                            chat == null ? null : chat.toString(),
                            parameters.instant("from"),
                            parameters.instant("to")),
                    parameters.number("before", 1, Long.MAX_VALUE),
                    PageParameters.limit(parameters, LISTED));
        }
    }

    private ResponseEntity<StreamingResponseBody> download(
            HttpServletRequest request,
            String contentType,
            String header,
            Function<AuditEntry, String> line) {
        EventSelection selection = Asked.by(Parameters.of(request)).selection();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, contentType)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
                .body(out -> {
                    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                    writer.write(header);
                    auditLog.forEach(selection, entry -> write(writer, line.apply(entry)));
                    writer.flush();
                });
    }

    private static void write(Writer writer, String line) {
        try {
            writer.write(line);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private String csvLine(AuditEntry entry) {
        AuditRow row = AuditRow.of(entry);
        return CsvLine.of(
                row.position(),
                row.chatId(),
                row.sequence(),
                row.type(),
                row.at(),
                row.actor().type(),
                row.actor().id(),
                row.actor().email(),
                row.summary(),
                json.writeValueAsString(row.details()),
                row.hash());
    }

    private static String link(Parameters parameters, int limit, long next) {
        UriComponentsBuilder link = UriComponentsBuilder.fromPath("/admin/events");
        Map<String, Object> values = new HashMap<>(Map.of("limit", limit, "before", next));
        for (String name : SELECTORS) {
            String value = parameters.text(name);
            if (value != null) {
                values.put(name, value);
            }
        }
        values.keySet().forEach(name -> link.queryParam(name, "{" + name + "}"));
        return "<" + link.encode().buildAndExpand(values).toUriString() + ">; rel=\"next\"";
    }
}
