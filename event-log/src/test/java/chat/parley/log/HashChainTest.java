package chat.parley.log;

import static chat.parley.log.TestNode.event;
import static chat.parley.log.TestNode.message;
import static chat.parley.log.TestNode.newChat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.api.Actor;
import chat.parley.api.ChatEvent;
import chat.parley.api.ChatId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;

import java.time.Instant;
import java.util.List;

class HashChainTest {

    private TestNode node;
    private final ChatId chat = newChat();

    @BeforeEach
    void openALogOfFourEvents() {
        node = TestNode.onFreshDatabase();
        node.append(event(0, message(chat, "Same text")), event(1, message(chat, "Same text")));
        node.append(event(0, message(newChat(), "Elsewhere")));
        node.append(
                event(
                        2,
                        new ChatEvent.ReplyEmailAttempted(
                                chat, Actor.SYSTEM, Instant.parse("2026-11-22T10:20:00Z"), 1, 1)));
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void theWholeChainIsRecomputedBySql() {
        assertThat(firstBroken()).isNull();
    }

    @Test
    void thePersonalPartIsWhatItsDigestSays() {
        assertThat(
                        node.jdbc.queryForList(
                                "SELECT sha256(convert_to(personal::text, 'UTF8')) ="
                                        + " personal_digest FROM event_log ORDER BY position",
                                Boolean.class))
                .containsExactly(true, true, true, null);
    }

    @Test
    void theSameTextHasAnotherDigestEachTime() {
        assertThat(
                        node.jdbc.queryForList(
                                "SELECT encode(personal_digest, 'hex') FROM event_log"
                                        + " WHERE personal ->> 'content' = 'Same text'",
                                String.class))
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void theChainHoldsAfterAPersonWasErased() {
        node.jdbc.update("UPDATE event_log SET personal = NULL WHERE stream = ?", chat.toString());

        assertThat(firstBroken()).isNull();
        assertThat(node.log.readStream(chat, 0))
                .extracting(LoggedEvent::event)
                .first()
                .satisfies(event -> {
                    assertThat(((ChatEvent.MessageSent) event).content()).isNull();
                    assertThat(event.by().name()).isNull();
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payload = payload || '{\"sequence\": 2}'",
                "metadata = metadata || '{\"actor_id\": \"somebody else\"}'",
                "at = at + interval '1 microsecond'",
                "type = 'MessagesRead'",
                "revision = 2",
                "stream = 'another'",
                "event_id = gen_random_uuid()",
                "personal_digest = sha256('another')"
            })
    void anEditBreaksTheChainWhereItWasMade(String edit) {
        withoutGuards("UPDATE event_log SET " + edit + " WHERE position = 2");

        assertThat(firstBroken()).isEqualTo(2);
    }

    @Test
    void aRemovalBreaksTheChainAfterIt() {
        withoutGuards("DELETE FROM event_log WHERE position = 2");

        assertThat(firstBroken()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE event_log SET payload = '{}'",
                "UPDATE event_log SET hash = sha256('') WHERE position = 4",
                "UPDATE event_log SET payload = jsonb_set(payload, '{sequence}', '1.0')",
                "UPDATE event_log SET personal = '{}'",
                "UPDATE event_log SET personal = NULL, at = now()",
                "DELETE FROM event_log",
                "TRUNCATE event_log"
            })
    void theLogIsAppendOnly(String statement) {
        List<LoggedEvent> before = node.readAll();

        assertThatThrownBy(() -> node.jdbc.execute(statement))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(node.readAll()).isEqualTo(before);
    }

    private Long firstBroken() {
        return node.jdbc.queryForObject(LogChecker.FIRST_BROKEN_LINK, Long.class);
    }

    private void withoutGuards(String statement) {
        node.jdbc.execute("ALTER TABLE event_log DISABLE TRIGGER USER");
        node.jdbc.execute(statement);
    }
}
