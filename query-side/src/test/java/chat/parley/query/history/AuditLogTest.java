package chat.parley.query.history;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.AuditEntry;
import chat.parley.api.ChatId;
import chat.parley.api.HistoryEntry.HistoryActor;
import chat.parley.log.EventSelection;
import chat.parley.log.Poison;
import chat.parley.query.QueryNode;
import chat.parley.query.RandomChats;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

class AuditLogTest {

    private static final int EVENTS = 150;

    private static QueryNode node;
    private static RandomChats chats;

    @BeforeAll
    static void start() {
        node = new QueryNode();
        chats = new RandomChats(1, 5);
        for (int n = 1; n < EVENTS; n++) {
            node.append(chats.next());
            if (n == EVENTS / 2) {
                Poison.append(node.database(), chats.chats().getFirst().toString());
            }
        }
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    /** However small the parts are in which the log is looked through. */
    @ParameterizedTest
    @ValueSource(longs = {1, 7, 50, 149, 150, 151, 100_000})
    void everySelectionIsWholeInItsOrder(long window) {
        AuditLog auditLog = new AuditLog(node.log(), window);
        String chat = chats.chats().getFirst().toString();
        Instant middle = everything().get(EVENTS / 2).event().at();

        check(auditLog, select(null, null, null, null, null), _ -> true);
        check(
                auditLog,
                select("ChatStarted", null, null, null, null),
                entry -> entry.event().type().equals("ChatStarted"));
        check(
                auditLog,
                select("MessageSent", "MARA@example.com", null, null, null),
                entry ->
                        entry.event().type().equals("MessageSent")
                                && entry.event().actor().type().equals("admin"));
        check(
                auditLog,
                select(null, "user", chat, null, null),
                entry ->
                        chat.equals(entry.chatId()) && entry.event().actor().type().equals("user"));
        check(
                auditLog,
                select(null, null, null, middle, null),
                entry -> !entry.event().at().isBefore(middle));
        check(
                auditLog,
                select(null, null, null, null, middle),
                entry -> !entry.event().at().isAfter(middle));
        check(auditLog, select("NoSuchEvent", null, null, null, null), _ -> false);
    }

    @Test
    void anEntryTellsWhatIsKnownBesideWhatHappened() {
        AuditEntry newest = everything().getFirst();

        assertThat(newest.position()).isEqualTo(EVENTS);
        assertThat(newest.metadata().revision()).isOne();
        assertThat(newest.stream()).isEqualTo(newest.chatId());
    }

    @Test
    void anEventThatCannotBeReadIsToldFromItsRow() {
        ChatId chat = chats.chats().getFirst();
        AuditEntry unreadable =
                everything().stream()
                        .filter(entry -> entry.event().details().containsKey("unreadable"))
                        .findFirst()
                        .orElseThrow();

        assertThat(unreadable.chatId()).isEqualTo(chat.toString());
        assertThat(unreadable.event().type()).isEqualTo("ChatViewed");
        assertThat(unreadable.event().actor())
                .isEqualTo(new HistoryActor("admin", "mara", null, null));
        assertThat(unreadable.event().summary()).isEqualTo("This event cannot be read");
        assertThat(unreadable.event().details()).isEqualTo(Map.of("unreadable", true));
        assertThat(unreadable.event().hash()).matches("[0-9a-f]{64}");
        assertThat(node.get(History.class).of(chat)).contains(unreadable.event());
    }

    private static void check(
            AuditLog auditLog, EventSelection selection, Predicate<AuditEntry> wanted) {
        List<AuditEntry> expected = everything().stream().filter(wanted).toList();
        for (int limit : List.of(1, 4, 50)) {
            assertThat(byPages(auditLog, selection, limit)).isEqualTo(expected);
        }
        List<AuditEntry> all = new ArrayList<>();
        auditLog.forEach(selection, auditLog.head(), all::add);
        assertThat(all).isEqualTo(expected);
        List<AuditEntry> older = new ArrayList<>();
        auditLog.forEach(selection, 60, older::add);
        assertThat(older)
                .isEqualTo(expected.stream().filter(entry -> entry.position() <= 60).toList());
    }

    private static List<AuditEntry> byPages(
            AuditLog auditLog, EventSelection selection, int limit) {
        List<AuditEntry> entries = new ArrayList<>();
        Long before = null;
        do {
            AuditLog.Page page = auditLog.page(selection, before, limit);
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
            entries.addAll(page.entries());
            before = page.next();
        } while (before != null);
        return entries;
    }

    /** Newest first. */
    private static List<AuditEntry> everything() {
        List<AuditEntry> entries =
                new AuditLog(node.log())
                        .page(select(null, null, null, null, null), null, EVENTS)
                        .entries();
        assertThat(entries).hasSize(EVENTS);
        return entries;
    }

    private static EventSelection select(
            String type, String actor, String stream, Instant from, Instant to) {
        return new EventSelection(type, actor, stream, from, to);
    }
}
