package chat.parley.log;

import static chat.parley.log.TestNode.erased;
import static chat.parley.log.TestNode.event;
import static chat.parley.log.TestNode.message;
import static chat.parley.log.TestNode.newChat;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.ChatId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;

class PersonalPartsTest {

    private final ChatId chat = newChat();
    private final ChatId another = newChat();
    private TestNode node;
    private PersonalParts personalParts;

    @BeforeEach
    void openALogOfTwoChats() {
        node = TestNode.onFreshDatabase();
        personalParts = new PersonalParts(node.dataSource);
        node.append(event(0, message(chat, "What was said")));
        node.append(event(0, message(another, "What somebody else said")));
        node.append(event(1, message(chat, "What was said then")));
        node.append(event(2, erased(chat)));
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void whatIsPersonalGoesAndTheChainHolds() {
        assertThat(personalParts.erase(chat.toString(), 2)).isEqualTo(2);

        assertThat(
                        node.jdbc.queryForList(
                                "SELECT personal IS NULL FROM event_log ORDER BY position",
                                Boolean.class))
                .containsExactly(true, false, true, false);
        assertThat(node.jdbc.queryForObject(LogChecker.FIRST_BROKEN_LINK, Long.class)).isNull();
        assertThat(node.log.readStream(chat, 0).getLast().event().by().name()).isEqualTo("Mara");
    }

    @Test
    void aSecondTimeFindsNothingToTake() {
        personalParts.erase(chat.toString(), 2);

        assertThat(personalParts.erase(chat.toString(), 2)).isZero();
    }

    @Test
    void aLongChatIsErasedInManySteps() {
        node.appendMessages(another, 1, 20);
        node.jdbc.execute(
                """
                INSERT INTO event_log SELECT position + 100 + n, stream, sequence + 20 + n,
                    gen_random_uuid(), type, revision, at, payload, personal, metadata,
                    personal_digest, hash, gen_random_uuid()
                FROM event_log, generate_series(1, 2500) AS n WHERE position = 2
                """);

        assertThat(personalParts.erase(another.toString(), 2_521)).isEqualTo(2_521);
        assertThat(
                        node.jdbc.queryForObject(
                                "SELECT count(*) FROM event_log WHERE stream = ? AND personal IS NOT NULL",
                                Long.class,
                                another.toString()))
                .isZero();
    }

    @Test
    void theLogKnowsWhoWasErasedAndWhen() {
        assertThat(node.log.erasedAt(chat)).contains(Instant.parse("2026-11-22T10:20:00.456Z"));
        assertThat(node.log.erasedAt(another)).isEmpty();
        assertThat(node.log.erasedAt(newChat())).isEmpty();
    }
}
