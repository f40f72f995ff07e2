package chat.parley.web.erasure;

import chat.parley.command.erasure.Erasure;
import chat.parley.web.json.WireTime;
import chat.parley.web.signing.SigningKey;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/**
 * States that a person was forgotten. What is signed is the text that {@link #statement} describes;
 * docs/erasure.md shows how to check it without Parley.
 *
 * @param erasedAt when it was ordered
 * @param erasedBy the id of the admin who ordered it
 * @param position of the event ChatErased in the whole log
 * @param hash of that event in the log's hash chain, in hexadecimal
 * @param eventsErased how many events of the chat had a personal part that was taken away
 * @param certifiedAt when it was seen that all is done
 * @param algorithm always Ed25519
 * @param keyId names the key that signed
 * @param publicKey the key to check the signature with, in PEM form
 * @param signature in base64
 */
record ErasureCertificate(
        UUID chatId,
        Instant erasedAt,
        String erasedBy,
        long position,
        String hash,
        int eventsErased,
        Instant certifiedAt,
        String algorithm,
        String keyId,
        String publicKey,
        String signature) {

    static ErasureCertificate of(Erasure erasure, Instant now, SigningKey key) {
        Instant certifiedAt = now.truncatedTo(ChronoUnit.MILLIS);
        return new ErasureCertificate(
                erasure.chatId().value(),
                erasure.erasedAt(),
                erasure.erasedBy(),
                erasure.position(),
                erasure.hash(),
                erasure.events(),
                certifiedAt,
                "Ed25519",
                key.keyId(),
                key.publicKey().pem(),
                Base64.getEncoder()
                        .encodeToString(
                                key.sign(
                                        statement(erasure, certifiedAt)
                                                .getBytes(StandardCharsets.UTF_8))));
    }

    /** A line of its own for each field, in this order; times and numbers as the JSON has them. */
    private static String statement(Erasure erasure, Instant certifiedAt) {
        return """
        Parley erasure certificate 1
        chat_id=%s
        erased_at=%s
        erased_by=%s
        position=%d
        hash=%s
        events_erased=%d
        certified_at=%s
        """
                .formatted(
                        erasure.chatId(),
                        WireTime.of(erasure.erasedAt()),
                        erasure.erasedBy(),
                        erasure.position(),
                        erasure.hash(),
                        erasure.events(),
                        WireTime.of(certifiedAt));
    }
}
