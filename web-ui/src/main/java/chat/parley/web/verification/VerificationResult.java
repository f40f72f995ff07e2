package chat.parley.web.verification;

import chat.parley.log.verification.BrokenPlace;
import chat.parley.log.verification.Verification;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * What a walk through the log found, as clients see it.
 *
 * @param events how many events were found right, from the first one on
 */
record VerificationResult(boolean verified, long events, @Nullable FirstBroken firstBroken) {

    /**
     * @param chatId the stream: a chat's id, or admin-… or installation for what happened outside
     *     of chats
     * @param sequence in that stream, from 0
     * @param position in the whole log, from 1
     * @param reason what is wrong, as a word that stays the same
     * @param detail what is wrong, in a sentence
     */
    record FirstBroken(String chatId, long sequence, long position, String reason, String detail) {

        static FirstBroken of(BrokenPlace place) {
            return new FirstBroken(
                    place.stream(),
                    place.sequence(),
                    place.position(),
                    place.fault().name().toLowerCase(Locale.ROOT),
                    place.fault().sentence());
        }
    }

    static VerificationResult of(Verification verification) {
        BrokenPlace broken = verification.firstBroken();
        return new VerificationResult(
                verification.verified(),
                verification.events(),
                broken == null ? null : FirstBroken.of(broken));
    }
}
