package chat.parley.web.verification;

import chat.parley.web.problem.InvalidRequest;
import chat.parley.web.signing.VerificationKey;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.stream.Collectors;

/** Lets admins check the history, and take along what they need to check it elsewhere. */
@RestController
final class VerificationController {

    private static final String PEM = "application/x-pem-file";

    private final HistoryVerification history;
    private final Checkpoints checkpoints;
    private final JsonMapper json;

    VerificationController(HistoryVerification history, Checkpoints checkpoints, JsonMapper json) {
        this.history = history;
        this.checkpoints = checkpoints;
        this.json = json;
    }

    /**
     * Walks through the whole log and names the first place at which it is not what it should be.
     * Takes some seconds for a million events. One walk at a time: whoever asks while one is under
     * way gets its result.
     */
    @GetMapping(path = "/admin/audit/verify", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "verify")
    VerificationResult verify() {
        return VerificationResult.of(history.verify());
    }

    /**
     * The signed checkpoints of the log, oldest first. For {@code application/x-ndjson} they are a
     * download, one a line.
     */
    @GetMapping(path = "/admin/audit/checkpoints", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "checkpoints")
    @ApiResponse(
            responseCode = "200",
            description = "The checkpoints",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        array = @ArraySchema(schema = @Schema(implementation = Checkpoint.class))),
                @Content(
                        mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                        schema = @Schema(type = "string"))
            })
    List<Checkpoint> checkpoints() {
        return checkpoints.kept();
    }

    @Hidden
    @GetMapping(path = "/admin/audit/checkpoints", produces = MediaType.APPLICATION_NDJSON_VALUE)
    ResponseEntity<String> checkpointLines() {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_NDJSON_VALUE)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"checkpoints.jsonl\"")
                .body(
                        checkpoints.kept().stream()
                                .map(checkpoint -> json.writeValueAsString(checkpoint) + "\n")
                                .collect(Collectors.joining()));
    }

    /**
     * The public key that the checkpoints are signed with, as OpenSSL reads it. 404 if none are
     * signed.
     */
    @GetMapping(path = "/admin/audit/public_key", produces = PEM)
    @Operation(operationId = "publicKey")
    @ApiResponse(
            responseCode = "200",
            description = "The key",
            content = @Content(mediaType = PEM, schema = @Schema(type = "string")))
    ResponseEntity<String> publicKey() {
        String pem =
                checkpoints
                        .publicKey()
                        .map(VerificationKey::pem)
                        .orElseThrow(() ->
                                InvalidRequest.notFound("This Parley has no key to sign with."));
        return ResponseEntity.ok().header(HttpHeaders.CONTENT_TYPE, PEM).body(pem);
    }
}
