package chat.parley.web.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.parley.api.ChatId;
import chat.parley.web.problem.ProblemType;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.crypto.spec.SecretKeySpec;

class UserChatsTest {

    private static final Instant ERASED = Instant.parse("2026-11-22T10:15:30.500Z");
    private static final Instant NOW = ERASED.plusSeconds(60);

    private final ChatIds ids = new ChatIds(new SecretKeySpec(new byte[32], "HmacSHA256"));
    private final Map<ChatId, Instant> erasures = new HashMap<>();
    private final List<ChatId> asked = new ArrayList<>();
    private final UserChats chats =
            new UserChats(
                    ids,
                    chat -> {
                        asked.add(chat);
                        return Optional.ofNullable(erasures.get(chat));
                    });

    @Test
    void atFirstItIsTheFirst() {
        assertThat(chats.find("ada", NOW, NOW)).isEqualTo(ids.of("ada", 0));
        assertThat(chats.find("ada", null, NOW)).isEqualTo(ids.of("ada", 0));
    }

    @Test
    void aTokenOfBeforeAnErasureLeadsNowhere() {
        erasures.put(ids.of("ada", 0), ERASED);

        assertErased(ERASED.minusMillis(1), NOW);
        assertErased(Instant.parse("2026-11-22T10:15:30Z"), NOW);
        assertThat(chats.find("bob", ERASED.minusMillis(1), NOW)).isEqualTo(ids.of("bob", 0));
    }

    @Test
    void aLaterTokenLeadsToTheNextChat() {
        erasures.put(ids.of("ada", 0), ERASED);

        assertThat(chats.find("ada", ERASED, NOW)).isEqualTo(ids.of("ada", 1));
        assertThat(chats.find("ada", NOW, NOW)).isEqualTo(ids.of("ada", 1));
    }

    @Test
    void aTokenThatDoesNotSayWhenItWasIssuedLeadsNowhereForADay() {
        erasures.put(ids.of("ada", 0), ERASED);

        assertErased(null, NOW);
        assertErased(null, ERASED.plus(Duration.ofHours(24)).minusMillis(1));
        assertThat(chats.find("ada", null, ERASED.plus(Duration.ofHours(24))))
                .isEqualTo(ids.of("ada", 1));
    }

    @Test
    void whoIsErasedTwiceIsInTheThirdChat() {
        erasures.put(ids.of("ada", 0), ERASED);
        erasures.put(ids.of("ada", 1), ERASED.plusSeconds(10));

        assertErased(ERASED.plusSeconds(5), NOW);
        assertThat(chats.find("ada", ERASED.plusSeconds(10), NOW)).isEqualTo(ids.of("ada", 2));
    }

    @Test
    void anErasureIsSeenAtOnceAndAskedForNoMoreOnceItIsKnown() {
        chats.find("ada", NOW, NOW);
        erasures.put(ids.of("ada", 0), ERASED);
        assertThat(chats.find("ada", NOW, NOW)).isEqualTo(ids.of("ada", 1));
        asked.clear();

        chats.find("ada", NOW, NOW);

        assertThat(asked).containsExactly(ids.of("ada", 1));
    }

    private void assertErased(Instant issuedAt, Instant now) {
        assertThatExceptionOfType(InvalidToken.class)
                .isThrownBy(() -> chats.find("ada", issuedAt, now))
                .satisfies(refusal -> {
                    assertThat(refusal.getBody().getType())
                            .hasToString("https://parley.chat/problems/person-erased");
                    assertThat(refusal.getStatusCode())
                            .isEqualTo(ProblemType.PERSON_ERASED.status());
                });
    }
}
