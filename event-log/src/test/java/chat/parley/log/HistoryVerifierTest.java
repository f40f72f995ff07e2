package chat.parley.log;

import static chat.parley.log.TestNode.event;
import static chat.parley.log.TestNode.message;
import static chat.parley.log.TestNode.newChat;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Actor;
import chat.parley.api.ChatEvent;
import chat.parley.api.ChatId;
import chat.parley.log.verification.BrokenPlace;
import chat.parley.log.verification.Fault;
import chat.parley.log.verification.HistoryVerifier;
import chat.parley.log.verification.LogLink;
import chat.parley.log.verification.LogPlace;
import chat.parley.log.verification.Seen;
import chat.parley.log.verification.Verification;

import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Does to a log what somebody could who may write to the database and take its triggers away, and
 * looks whether the walk names the place.
 */
class HistoryVerifierTest {

    /** What makes a forged log follow the rules of the chain again. */
    private static final String REWRITE_CHAIN =
            """
            DO $$
            DECLARE
                previous bytea := decode(repeat('00', 32), 'hex');
                e event_log;
            BEGIN
                FOR e IN SELECT * FROM event_log ORDER BY position LOOP
                    previous := event_hash(previous, e.position, e.stream, e.sequence, e.event_id,
                        e.type, e.revision, e.at, e.payload, e.metadata, e.personal_digest);
                    UPDATE event_log SET hash = previous WHERE position = e.position;
                END LOOP;
            END $$
            """;

    private static final String SWAP_TWO_AND_THREE =
            """
            UPDATE event_log SET position = -position WHERE position IN (2, 3);
            UPDATE event_log SET position = position + 5 WHERE position IN (-2, -3);
            """;

    private TestNode node;
    private HistoryVerifier history;
    private final ChatId chat = newChat();
    private final ChatId elsewhere = newChat();

    /** Position and place in the stream: 1 chat 0, 2 chat 1, 3 elsewhere 0, 4 chat 2. */
    @BeforeEach
    void openALogOfFourEvents() {
        node = TestNode.onFreshDatabase();
        history = new HistoryVerifier(node.dataSource);
        node.append(event(0, message(chat, "Hello")), event(1, message(chat, "Grüße 👋")));
        node.append(event(0, message(elsewhere, "Elsewhere")));
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
    void aLogAsItWasWrittenIsVerifiedToItsNewestEvent() {
        Verification verification = verify();

        assertThat(verification.verified()).isTrue();
        assertThat(verification.events()).isEqualTo(4);
        assertThat(verification.head()).isEqualTo(history.head()).isEqualTo(link(4));
        assertThat(verification.firstBroken()).isNull();
    }

    @Test
    void anEmptyLogIsVerified() {
        node.jdbc.execute("ALTER TABLE event_log DISABLE TRIGGER USER");
        node.jdbc.execute("TRUNCATE event_log");

        assertThat(verify()).isEqualTo(new Verification(0, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payload = payload || '{\"sequence\": 2}'",
                "payload = jsonb_set(payload, '{sequence}', '1.0')",
                "metadata = metadata || '{\"actor_id\": \"somebody else\"}'",
                "at = at + interval '1 microsecond'",
                "type = 'MessagesRead'",
                "revision = 2",
                "event_id = gen_random_uuid()",
                "personal_digest = sha256('another')",
                "personal_digest = NULL",
                "hash = sha256('another')"
            })
    void anEditedEventIsNamed(String edit) {
        forge("UPDATE event_log SET " + edit + " WHERE position = 2");

        assertThat(broken()).isEqualTo(place(2, chat, 1, Fault.LINK_BROKEN));
    }

    @Test
    void anEventThatWasMovedToAnotherChatIsNamed() {
        ChatId another = newChat();
        forge("UPDATE event_log SET stream = '" + another + "' WHERE position = 2");

        assertThat(broken()).isEqualTo(place(2, another, 1, Fault.LINK_BROKEN));
    }

    @Test
    void aDeletedEventIsNamedByItsOwnPlace() {
        forge("DELETE FROM event_log WHERE position = 2");

        assertThat(broken()).isEqualTo(place(2, chat, 1, Fault.EVENT_MISSING));
        assertThat(verify().events()).isEqualTo(1);
    }

    @Test
    void theFirstOfSeveralDeletedEventsIsNamed() {
        forge("DELETE FROM event_log WHERE position IN (1, 2)");

        assertThat(broken()).isEqualTo(place(1, chat, 0, Fault.EVENT_MISSING));
    }

    @Test
    void ofAChatWithoutLaterEventsOnlyThePositionOfADeletedOneIsKnown() {
        forge("DELETE FROM event_log WHERE position = 3");

        assertThat(broken()).isEqualTo(place(3, chat, 2, Fault.EVENT_MISSING));
    }

    @Test
    void reorderedEventsAreNamed() {
        forge(SWAP_TWO_AND_THREE);

        assertThat(broken()).isEqualTo(place(2, elsewhere, 0, Fault.LINK_BROKEN));
    }

    @Test
    void eventsOfAChatInAnotherOrderAreNamedThoughTheChainWasWrittenAnew() {
        node.append(event(1, message(elsewhere, "One")), event(2, message(elsewhere, "Two")));
        forge(
                "UPDATE event_log SET position = -position WHERE position IN (5, 6)",
                "UPDATE event_log SET position = position + 11 WHERE position IN (-5, -6)",
                REWRITE_CHAIN);

        assertThat(broken()).isEqualTo(place(5, elsewhere, 2, Fault.OUT_OF_PLACE));
    }

    @Test
    void aHoleInAChatIsNamedThoughTheChainWasWrittenAnew() {
        forge(
                "DELETE FROM event_log WHERE position = 2",
                "UPDATE event_log SET position = position - 1 WHERE position = 3",
                "UPDATE event_log SET position = position - 1 WHERE position = 4",
                REWRITE_CHAIN);

        assertThat(broken()).isEqualTo(place(3, chat, 2, Fault.OUT_OF_PLACE));
    }

    @Test
    void anInsertedEventIsNamed() {
        forge(
                "UPDATE event_log SET position = 5 WHERE position = 4",
                "INSERT INTO event_log SELECT 4, '"
                        + elsewhere
                        + "', 1, gen_random_uuid(), type, revision, at, payload, personal, metadata,"
                        + " personal_digest, sha256('made up'), NULL FROM event_log"
                        + " WHERE position = 3");

        assertThat(broken()).isEqualTo(place(4, elsewhere, 1, Fault.LINK_BROKEN));
    }

    @Test
    void whatStandsBeforeTheFirstEventIsNamed() {
        forge(
                "INSERT INTO event_log SELECT 0, 'made up', 0, gen_random_uuid(), type, revision,"
                        + " at, payload, personal, metadata, personal_digest, hash, NULL"
                        + " FROM event_log WHERE position = 3");

        assertThat(broken()).isEqualTo(new BrokenPlace(1, "made up", 0, Fault.OUT_OF_PLACE));
    }

    @Test
    void aLogThatWasCutOffIsNoticedByWhoeverKnowsALaterLink() {
        LogLink known = link(4);
        forge("DELETE FROM event_log WHERE position = 4");

        assertThat(broken(known)).isEqualTo(place(4, chat, 2, Fault.CUT_OFF));
        assertThat(broken()).as("without the link").isNull();
    }

    @Test
    void theFirstMissingEventOfTheLastKnownChatIsNamed() {
        LogLink known = link(4);
        forge("DELETE FROM event_log WHERE position > 1");

        assertThat(broken(known)).isEqualTo(place(2, chat, 1, Fault.CUT_OFF));
    }

    @Test
    void aLogThatWasCutOffIsNoticedByHowFarAFollowerCame() {
        followUpTo(4);
        assertThat(broken()).isNull();

        forge("DELETE FROM event_log WHERE position = 4");
        assertThat(broken()).isEqualTo(place(4, elsewhere, 1, Fault.CUT_OFF));

        forge("TRUNCATE event_log");
        assertThat(broken()).isEqualTo(new BrokenPlace(1, "installation", 0, Fault.CUT_OFF));
    }

    @Test
    void aLogThatWasCutOffIsNoticedByWhoeverSawItsEnd() {
        forge("DELETE FROM event_log WHERE position > 2");

        assertThat(brokenForWhoeverSaw(4)).isEqualTo(place(3, chat, 2, Fault.CUT_OFF));
        assertThat(brokenForWhoeverSaw(4, new LogPlace(3, elsewhere.toString(), 0)))
                .isEqualTo(place(3, elsewhere, 0, Fault.CUT_OFF));
        assertThat(brokenForWhoeverSaw(2, new LogPlace(2, chat.toString(), 1))).isNull();
    }

    @Test
    void anEventInThePlaceOfOneThatSomebodySawIsNamed() {
        LogPlace seen = new LogPlace(4, chat.toString(), 2);
        forge("DELETE FROM event_log WHERE position = 4");
        node.append(event(1, message(elsewhere, "Instead")));

        assertThat(brokenForWhoeverSaw(4, seen)).isEqualTo(place(4, elsewhere, 1, Fault.REWRITTEN));
        assertThat(broken()).as("without having seen it").isNull();
    }

    @Test
    void whatIsAppendedAndFollowedDuringTheWalkIsNotMissed() {
        followUpTo(4);

        Verification verification =
                history.verify(
                        List.of(),
                        Seen.NOTHING,
                        (_, _) -> {
                            node.append(event(1, message(elsewhere, "Meanwhile")));
                            followUpTo(5);
                        });

        assertThat(verification.verified()).isTrue();
        assertThat(verification.events()).isEqualTo(4);
    }

    @Test
    void aLogThatWasWrittenAnewIsNoticedByWhoeverKnowsALink() {
        LogLink known = link(3);
        forge(
                "UPDATE event_log SET payload = payload || '{\"sequence\": 7}' WHERE position = 2",
                REWRITE_CHAIN);

        assertThat(broken(known)).isEqualTo(place(3, elsewhere, 0, Fault.REWRITTEN));
        assertThat(broken()).as("without the link").isNull();
    }

    @Test
    void aLogThatWentOnHoldsTheLinksOfBefore() {
        List<LogLink> known = List.of(link(2), link(4));
        node.append(event(1, message(elsewhere, "Later")));

        Verification verification =
                history.verify(known, Seen.NOTHING, HistoryVerifier.Progress.UNTOLD);

        assertThat(verification.verified()).isTrue();
        assertThat(verification.events()).isEqualTo(5);
    }

    @Test
    void aChangedPersonalPartIsNamed() {
        forge(
                "UPDATE event_log SET personal = jsonb_set(personal, '{content}', '\"Bye\"')"
                        + " WHERE position = 2");

        assertThat(broken()).isEqualTo(place(2, chat, 1, Fault.PERSONAL_PART_CHANGED));
    }

    @Test
    void aPersonalPartThatWasNeverThereIsNamed() {
        forge("UPDATE event_log SET personal = '{}' WHERE position = 4");

        assertThat(broken()).isEqualTo(place(4, chat, 2, Fault.PERSONAL_PART_CHANGED));
    }

    @Test
    void aPersonalPartThatIsGoneWithoutAnErasureIsNamed() {
        node.jdbc.update("UPDATE event_log SET personal = NULL WHERE position = 2");

        assertThat(broken()).isEqualTo(place(2, chat, 1, Fault.PERSONAL_PART_MISSING));
    }

    @Test
    void anErasedPersonLeavesAHistoryThatIsVerified() {
        erase(chat, 3);
        node.jdbc.update("UPDATE event_log SET personal = NULL WHERE stream = ?", chat.toString());

        assertThat(broken()).isNull();
    }

    @Test
    void anErasureIsNoExcuseForAnotherChat() {
        erase(chat, 3);
        node.jdbc.update("UPDATE event_log SET personal = NULL");

        assertThat(broken()).isEqualTo(place(3, elsewhere, 0, Fault.PERSONAL_PART_MISSING));
    }

    @Test
    void anErasureIsNoExcuseForWhatCameAfterIt() {
        erase(elsewhere, 1);
        node.append(event(2, message(elsewhere, "After it")));
        node.jdbc.update(
                "UPDATE event_log SET personal = NULL WHERE stream = ?", elsewhere.toString());

        assertThat(broken()).isEqualTo(place(6, elsewhere, 2, Fault.PERSONAL_PART_MISSING));
    }

    @Test
    void aChangedClientMessageIdIsNamed() {
        forge("UPDATE event_log SET client_message_id = gen_random_uuid() WHERE position = 3");

        assertThat(broken()).isEqualTo(place(3, elsewhere, 0, Fault.CLIENT_MESSAGE_ID_CHANGED));
    }

    @Test
    void aMissingClientMessageIdIsNamed() {
        forge("UPDATE event_log SET client_message_id = NULL WHERE position = 3");

        assertThat(broken()).isEqualTo(place(3, elsewhere, 0, Fault.CLIENT_MESSAGE_ID_CHANGED));
    }

    @Test
    void aLongLogIsReadInManyBatchesAndTellsHowFarItIs() {
        for (int n = 0; n < 25; n++) {
            ChatId other = newChat();
            node.append(
                    IntStream.range(0, 100)
                            .mapToObj(sequence -> event(sequence, message(other, "Text")))
                            .toArray(DomainEventMessage[]::new));
        }
        List<Long> reached = new ArrayList<>();

        Verification verification =
                history.verify(
                        List.of(),
                        Seen.NOTHING,
                        (position, head) -> {
                            assertThat(head).isEqualTo(2_504);
                            reached.add(position);
                        });

        assertThat(verification.verified()).isTrue();
        assertThat(reached).isSorted().hasSizeGreaterThan(1).endsWith(2_504L);
        forge("UPDATE event_log SET revision = 2 WHERE position = 2404");
        assertThat(broken().position()).isEqualTo(2_404);
    }

    private Verification verify(LogLink... known) {
        return history.verify(List.of(known), Seen.NOTHING, HistoryVerifier.Progress.UNTOLD);
    }

    private BrokenPlace brokenForWhoeverSaw(long head, LogPlace... events) {
        return history.verify(
                        List.of(), new Seen(head, List.of(events)), HistoryVerifier.Progress.UNTOLD)
                .firstBroken();
    }

    private void followUpTo(long position) {
        node.jdbc.update(
                "INSERT INTO log_follower (name, position) VALUES ('reader', ?)"
                        + " ON CONFLICT (name) DO UPDATE SET position = excluded.position",
                position);
    }

    private BrokenPlace broken(LogLink... known) {
        return verify(known).firstBroken();
    }

    private void forge(String... statements) {
        node.jdbc.execute("ALTER TABLE event_log DISABLE TRIGGER USER");
        for (String statement : statements) {
            node.jdbc.execute(statement);
        }
    }

    private void erase(ChatId erased, long sequence) {
        node.jdbc.queryForList(
                "SELECT append_events(ARRAY[1], ARRAY[?], ARRAY[?::bigint],"
                        + " ARRAY[gen_random_uuid()], ARRAY['ChatErased'], ARRAY[1], ARRAY[now()],"
                        + " ARRAY['{}'::jsonb], ARRAY[NULL::jsonb], ARRAY['{}'::jsonb],"
                        + " ARRAY[NULL::uuid])",
                erased.toString(),
                sequence);
    }

    private LogLink link(long position) {
        return node.jdbc.queryForObject(
                "SELECT stream, sequence, encode(hash, 'hex') FROM event_log WHERE position = ?",
                (row, _) ->
                        new LogLink(position, row.getString(1), row.getLong(2), row.getString(3)),
                position);
    }

    private static BrokenPlace place(long position, ChatId chat, long sequence, Fault fault) {
        return new BrokenPlace(position, chat.toString(), sequence, fault);
    }
}
