package chat.parley.log;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.ChatEvent.FailReason;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatEvent.ReplyEmailFailed;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/** A log that the first release wrote is read for ever. */
class FirstReleaseLogTest {

    private TestNode node;

    @BeforeEach
    void load() {
        node = TestNode.onFreshDatabase();
        FirstReleaseLog.loadInto(node.dataSource);
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void itsHashChainHolds() {
        assertThat(node.jdbc.queryForObject(LogChecker.FIRST_BROKEN_LINK, Long.class)).isNull();
        assertThat(
                        node.jdbc.queryForObject(
                                "SELECT count(*) FROM event_log WHERE personal IS NOT NULL AND"
                                        + " personal_digest IS DISTINCT FROM"
                                        + " sha256(convert_to(personal::text, 'UTF8'))",
                                Long.class))
                .as("personal parts that are not what they were")
                .isZero();
    }

    @Test
    void itHoldsEveryTypeOfItsTimeInRevisionOne() {
        assertThat(
                        node.jdbc.queryForList(
                                "SELECT DISTINCT type || '-' || revision FROM event_log",
                                String.class))
                .containsExactlyInAnyOrder(
                        "AdminSignInFailed-1",
                        "AdminSignedIn-1",
                        "AdminSignedOut-1",
                        "ChatArchived-1",
                        "ChatRestored-1",
                        "ChatStarted-1",
                        "ChatViewed-1",
                        "EventsExported-1",
                        "MessageSent-1",
                        "MessagesRead-1",
                        "ParkedChatRetried-1",
                        "PersonExported-1",
                        "ReadModelRebuildRequested-1",
                        "ReplyEmailAttempted-1",
                        "ReplyEmailFailed-1",
                        "ReplyEmailRequested-1",
                        "ReplyEmailSent-1",
                        "ReplyEmailSkipped-1",
                        "ReplyEmailUnknown-1",
                        "UserDetailsChanged-1");
    }

    @Test
    void allOfItIsRead() {
        List<LoggedEvent> events = node.readAll();

        assertThat(events).hasSize(Math.toIntExact(node.log.head()));
        assertThat(events)
                .allSatisfy(logged -> {
                    assertThat(logged.event().at()).isEqualTo(logged.at());
                    assertThat(logged.event().stream()).isEqualTo(logged.stream());
                });
        assertThat(events)
                .extracting(LoggedEvent::event)
                .filteredOn(ReplyEmailFailed.class::isInstance)
                .extracting(event -> ((ReplyEmailFailed) event).reason())
                .containsExactly(FailReason.UNREACHABLE);
        assertThat(node.log.readStream(FirstReleaseLog.ERASED, 0))
                .extracting(LoggedEvent::event)
                .filteredOn(MessageSent.class::isInstance)
                .extracting(event -> ((MessageSent) event).content())
                .containsExactly(null, null, null);
    }

    @Test
    void itIsGoneOnWith() {
        String stream = FirstReleaseLog.ADA.toString();
        long last = node.log.lastSequence(stream).orElseThrow();

        node.append(TestNode.event(last + 1, TestNode.message(FirstReleaseLog.ADA, "Still here")));

        itsHashChainHolds();
        assertThat(node.log.find(stream, last + 1)).isPresent();
    }
}
