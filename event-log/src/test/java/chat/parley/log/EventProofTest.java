package chat.parley.log;

import static chat.parley.log.TestNode.event;
import static chat.parley.log.TestNode.message;
import static chat.parley.log.TestNode.newChat;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.ChatId;
import chat.parley.api.Event;
import chat.parley.log.AppendFunction.Outcome;
import chat.parley.log.ExampleEvents.Example;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** What a node proves of an event is what the database says that it holds, letter by letter. */
class EventProofTest {

    private static TestNode node;
    private final EventCodec codec = new EventCodec();

    @BeforeAll
    static void open() {
        node = TestNode.onFreshDatabase();
    }

    @AfterAll
    static void close() {
        node.close();
    }

    @Test
    void everyEventIsProvedAsTheDatabaseWouldProveIt() {
        for (Example example : ExampleEvents.ALL) {
            isProvedAsTheDatabaseWould(example.event());
        }
    }

    @Test
    void whateverIsWrittenIsProvedAsTheDatabaseWouldProveIt() {
        Random random = new Random(20261128);
        for (int n = 0; n < 300; n++) {
            isProvedAsTheDatabaseWould(message(newChat(), text(random, 1 + random.nextInt(40))));
        }
        for (char c = 1; c < 0x100; c++) {
            isProvedAsTheDatabaseWould(message(newChat(), "before " + c + " after"));
        }
    }

    @Test
    void bothWaysToAppendChainTheSame() throws SQLException {
        AppendFunction function = new AppendFunction(node.dataSource);
        ChatId first = newChat();
        ChatId second = newChat();

        assertThat(function.append(List.of(command(first, 0), command(second, 0)), true))
                .allMatch(Outcome.Stored.class::isInstance);
        assertThat(function.append(List.of(command(first, 0), command(second, 1)), true))
                .satisfiesExactly(
                        stale -> assertThat(stale).isInstanceOf(Outcome.Stale.class),
                        stored -> assertThat(stored).isInstanceOf(Outcome.Stored.class));
        assertThat(function.append(List.of(command(first, 1), command(second, 2)), true))
                .allMatch(Outcome.Stored.class::isInstance);

        assertThat(node.jdbc.queryForObject(LogChecker.FIRST_BROKEN_LINK, Long.class)).isNull();
        assertThat(
                        node.jdbc.queryForList(
                                "SELECT sha256(convert_to(personal::text, 'UTF8')) ="
                                        + " personal_digest FROM event_log",
                                Boolean.class))
                .hasSize(5)
                .containsOnly(true);
    }

    private PendingAppend command(ChatId chat, long sequence) {
        return PendingAppend.of(List.of(event(sequence, message(chat, "Hello"))), codec);
    }

    private void isProvedAsTheDatabaseWould(Event event) {
        DomainEventMessage<Event> message =
                new GenericDomainEventMessage<>("Chat", UUID.randomUUID().toString(), 7, event);
        AppendedEvent appended = new AppendedEvent(message, codec);
        EncodedEvent encoded = appended.encoded();

        assertThat(asTheDatabaseShows(encoded.payload())).isEqualTo(encoded.payload());
        assertThat(asTheDatabaseShows(encoded.metadata())).isEqualTo(encoded.metadata());
        byte[] digest = null;
        if (encoded.personal() != null) {
            assertThat(asTheDatabaseShows(encoded.personal())).isEqualTo(encoded.personal());
            digest =
                    node.jdbc.queryForObject(
                            "SELECT sha256(convert_to(?::jsonb::text, 'UTF8'))",
                            byte[].class,
                            encoded.personal());
        }
        assertThat(appended.personalDigest()).isEqualTo(digest);
        assertThat(appended.proof())
                .isEqualTo(
                        node.jdbc.queryForObject(
                                """
                                SELECT event_proof(convert_to(?, 'UTF8'), ?, ?::uuid,
                                    convert_to(?, 'UTF8'), ?, ?::timestamptz,
                                    convert_to(?::jsonb::text, 'UTF8'),
                                    convert_to(?::jsonb::text, 'UTF8'), ?)
                                """,
                                byte[].class,
                                appended.stream(),
                                appended.sequence(),
                                appended.id(),
                                encoded.type(),
                                encoded.revision(),
                                appended.time().toString(),
                                encoded.payload(),
                                encoded.metadata(),
                                digest));
    }

    private static String asTheDatabaseShows(String json) {
        return node.jdbc.queryForObject("SELECT ?::jsonb::text", String.class, json);
    }

    /** Letters of all kinds, more of those that JSON escapes, and none that cannot be stored. */
    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int n = 0; n < length; n++) {
            int letter =
                    switch (random.nextInt(4)) {
                        case 0 -> "\"\\/\b\f\n\r\t".charAt(random.nextInt(8));
                        case 1 -> 1 + random.nextInt(0x7F);
                        case 2 -> random.nextInt(0x80, 0xD800);
                        default -> random.nextInt(0x10000, 0x110000);
                    };
            text.appendCodePoint(letter);
        }
        return text.toString();
    }
}
