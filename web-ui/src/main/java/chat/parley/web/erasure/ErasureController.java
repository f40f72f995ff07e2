package chat.parley.web.erasure;

import chat.parley.api.ChatId;
import chat.parley.command.erasure.Erasures;
import chat.parley.web.chat.ChatIdPath;
import chat.parley.web.identity.AdminPrincipal;
import chat.parley.web.problem.InvalidRequest;
import chat.parley.web.settings.DataDir;
import chat.parley.web.signing.SigningKey;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.json.JsonMapper;

import java.time.Clock;

/** Forgets a person, and certifies it. */
@RestController
@RequestMapping(path = "/admin/chats/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
final class ErasureController {

    private final Erasures erasures;
    private final CertificateKey key;
    private final JsonMapper json;
    private final Clock clock;

    ErasureController(
            Erasures erasures,
            ObjectProvider<SigningKey> key,
            DataDir dataDir,
            JsonMapper json,
            Clock clock) {
        this.erasures = erasures;
        this.key = new CertificateKey(key.getIfAvailable(), dataDir);
        this.json = json;
        this.clock = clock;
    }

    /**
     * What has to be typed before a person is forgotten.
     *
     * @param confirm the chat's id, or the user's e-mail address
     */
    record EraseBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String confirm) {}

    /**
     * @param certificate the path of the certificate; there is nothing until all is done
     */
    record Ordered(String certificate) {}

    /**
     * Forgets the person of a chat, for ever. All that is personal goes, and nothing happens in the
     * chat any more. Doing it twice is no error and records nothing twice.
     */
    @PostMapping("/erase")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Ordered erase(
            @AuthenticationPrincipal AdminPrincipal admin,
            @PathVariable String id,
            @RequestBody EraseBody body) {
        ChatId chat = ChatIdPath.parse(id);
        if (body.confirm() == null) {
            throw InvalidRequest.invalid(
                    "confirm", "The chat's id or the user's e-mail address is required.");
        }
        erasures.erase(chat, admin.actor(), body.confirm());
        return new Ordered("/admin/chats/" + chat + "/erasure_certificate");
    }

    /** The signed certificate that a person was forgotten; 404 until all is done. */
    @GetMapping("/erasure_certificate")
    ErasureCertificate certificate(@PathVariable String id) {
        return erasures.certificate(
                        ChatIdPath.parse(id),
                        erasure ->
                                json.writeValueAsString(
                                        ErasureCertificate.of(erasure, clock.instant(), key.get())))
                .map(certificate -> json.readValue(certificate, ErasureCertificate.class))
                .orElseThrow(() -> InvalidRequest.notFound("There is no certificate, or not yet."));
    }
}
