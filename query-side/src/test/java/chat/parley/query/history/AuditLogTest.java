package chat.parley.query.history;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Actor;
import chat.parley.api.AdminEvent;
import chat.parley.api.AdminEvent.PersonExported;
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
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

class AuditLogTest {

    private static final int EVENTS = 150;
    private static final EventSelection EVERYTHING = select(null, null, null, null);

    private static QueryNode node;
    private static RandomChats chats;

    @BeforeAll
    static void start() {
        node = new QueryNode();
        chats = new RandomChats(1, 5);
        for (int n = 1; n < EVENTS; n++) {
            node.append(n % 10 == 0 ? actAbout(chats.chats().get(n % 3)) : chats.next());
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
        ChatId chat = chats.chats().getFirst();
        Instant middle = everything().get(EVENTS / 2).event().at();

        check(auditLog, EVERYTHING, _ -> true);
        check(
                auditLog,
                EventSelection.ofType("ChatStarted"),
                entry -> entry.event().type().equals("ChatStarted"));
        check(
                auditLog,
                select("MessageSent", "MARA@example.com", null, null),
                entry ->
                        entry.event().type().equals("MessageSent")
                                && entry.event().actor().type().equals("admin"));
        check(auditLog, chat, EVERYTHING, entry -> chat.toString().equals(entry.chatId()));
        check(
                auditLog,
                chat,
                select(null, "user", null, null),
                entry ->
                        chat.toString().equals(entry.chatId())
                                && entry.event().actor().type().equals("user"));
        check(
                auditLog,
                chat,
                EventSelection.ofType("PersonExported"),
                entry ->
                        chat.toString().equals(entry.chatId())
                                && entry.event().type().equals("PersonExported"));
        check(auditLog, new ChatId(UUID.randomUUID()), EVERYTHING, _ -> false);
        check(
                auditLog,
                select(null, null, middle, null),
                entry -> !entry.event().at().isBefore(middle));
        check(
                auditLog,
                select(null, null, null, middle),
                entry -> !entry.event().at().isAfter(middle));
        check(auditLog, EventSelection.ofType("NoSuchEvent"), _ -> false);
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
        assertThat(node.get(History.class).of(chat).orElseThrow()).contains(unreadable.event());
    }

    @Test
    void theIndexHoldsAllActsAboutChats() {
        String index =
                new JdbcTemplate(node.database())
                        .queryForObject(
                                "SELECT pg_get_indexdef('event_log_about_chat'::regclass)",
                                String.class);

        assertThat(index.substring(index.indexOf("WHERE")).split("'"))
                .contains(
                        Stream.of(AdminEvent.class.getPermittedSubclasses())
                                .filter(AdminEvent.AboutChat.class::isAssignableFrom)
                                .map(Class::getSimpleName)
                                .toArray(String[]::new));
    }

    /** However small the pages are in which it is read. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 200})
    void theHistoryOfAChatIsWholeAndInOrder(int pageSize) {
        History history = new History(node.log(), pageSize);
        List<AuditEntry> oldestFirst = everything().reversed();

        for (ChatId chat : chats.chats()) {
            assertThat(history.of(chat).orElseThrow())
                    .containsExactlyElementsOf(
                            oldestFirst.stream()
                                    .filter(entry -> chat.toString().equals(entry.stream()))
                                    .map(AuditEntry::event)
                                    .toList());
        }
        assertThat(history.of(new ChatId(UUID.randomUUID()))).isEmpty();
    }

    private static PersonExported actAbout(ChatId chat) {
        Actor admin = Actor.admin(UUID.randomUUID(), "Linus", "linus@example.com");
        return new PersonExported(admin, Instant.parse("2026-11-22T10:00:30Z"), chat, "json");
    }

    private static void check(
            AuditLog auditLog, EventSelection selection, Predicate<AuditEntry> wanted) {
        check(auditLog, null, selection, wanted);
    }

    private static void check(
            AuditLog auditLog,
            ChatId chat,
            EventSelection selection,
            Predicate<AuditEntry> wanted) {
        List<AuditEntry> expected = everything().stream().filter(wanted).toList();
        for (int limit : List.of(1, 4, 50)) {
            assertThat(byPages(auditLog, chat, selection, limit)).isEqualTo(expected);
        }
        List<AuditEntry> all = new ArrayList<>();
        auditLog.forEach(chat, selection, auditLog.head(), all::add);
        assertThat(all).isEqualTo(expected);
        List<AuditEntry> older = new ArrayList<>();
        auditLog.forEach(chat, selection, 60, older::add);
        assertThat(older)
                .isEqualTo(expected.stream().filter(entry -> entry.position() <= 60).toList());
    }

    private static List<AuditEntry> byPages(
            AuditLog auditLog, ChatId chat, EventSelection selection, int limit) {
        List<AuditEntry> entries = new ArrayList<>();
        AuditLog.Place place = null;
        do {
            AuditLog.Page page = auditLog.page(chat, selection, place, limit);
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
            entries.addAll(page.entries());
            place = page.next();
        } while (place != null);
        return entries;
    }

    /** Newest first. */
    private static List<AuditEntry> everything() {
        List<AuditEntry> entries =
                new AuditLog(node.log()).page(null, EVERYTHING, null, EVENTS).entries();
        assertThat(entries).hasSize(EVENTS);
        return entries;
    }

    private static EventSelection select(String type, String actor, Instant from, Instant to) {
        return new EventSelection(type, actor, from, to);
    }
}
