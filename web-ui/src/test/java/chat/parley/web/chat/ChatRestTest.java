package chat.parley.web.chat;

import static chat.parley.web.chat.UserClient.json;
import static chat.parley.web.chat.UserClient.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.api.Actor;
import chat.parley.api.ChatEvent.MessageSent;
import chat.parley.api.ChatId;
import chat.parley.log.EventLog;
import chat.parley.web.AdminClient;
import chat.parley.web.TestServer;
import chat.parley.web.Tokens;

import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.util.HtmlUtils;

import tools.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The contract's two tables of REST calls, on a whole server. */
class ChatRestTest {

    private static final int LONG = 500;

    private static TestServer server;
    private static AdminClient admin;

    private UserClient user;

    @BeforeAll
    static void start(@TempDir Path dataDir) {
        server = TestServer.start(dataDir);
        admin = AdminClient.signedIn(server.uri());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void somebody() {
        user = UserClient.somebody(server.uri());
    }

    @Nested
    class AUser {

        @Test
        void beginsWithAnEmptyChat() {
            HttpResponse<String> answer = user.get("/support_chat");

            assertThat(answer.statusCode()).isEqualTo(200);
            JsonNode chat = json(answer);
            assertThat(chat.propertyNames())
                    .containsExactlyInAnyOrder(
                            "id",
                            "messages",
                            "has_more",
                            "unread_count",
                            "user_read_up_to",
                            "admin_viewed_up_to");
            assertThat(chat.path("messages").size()).isZero();
            assertThat(chat.path("user_read_up_to").asLong()).isZero();
            assertThat(user.chat().path("id")).isEqualTo(chat.path("id"));
        }

        @Test
        void hasOneChatHoweverManyVisitsComeAtOnce() throws Exception {
            List<Callable<String>> visits =
                    IntStream.range(0, 50)
                            .<Callable<String>>mapToObj(
                                    _ -> () -> user.chat().path("id").asString())
                            .toList();

            List<String> ids = new ArrayList<>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<String> visit : threads.invokeAll(visits)) {
                    ids.add(visit.get());
                }
            }

            assertThat(ids).hasSize(50).containsOnly(ids.getFirst());
            assertThat(history(ids.getFirst())).hasSize(1);
        }

        @Test
        void asksForTheUnreadCountWithoutBeginningAChat() {
            long head = head();

            assertThat(json(user.get("/support_chat/unread_count")))
                    .isEqualTo(UserClient.JSON.readTree("{\"unread_count\": 0}"));
            assertThat(head()).isEqualTo(head);
        }

        @Test
        void writesAMessageBeforeAnythingElse() {
            UUID id = UUID.randomUUID();

            HttpResponse<String> answer =
                    user.post("/support_chat/messages", message("  Hello\u00a0", id));

            assertThat(answer.statusCode()).isEqualTo(201);
            JsonNode written = json(answer);
            assertThat(written.propertyNames())
                    .containsExactlyInAnyOrder(
                            "id",
                            "sequence",
                            "content",
                            "sender_type",
                            "sender_name",
                            "read_at",
                            "created_at",
                            "client_message_id");
            assertThat(written.path("content").asString()).isEqualTo("Hello");
            assertThat(written.path("sequence").asLong()).isOne();
            assertThat(written.path("sender_type").asString()).isEqualTo("user");
            assertThat(written.path("read_at").isNull()).isTrue();
            assertThat(written.path("created_at").asString())
                    .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(written.path("client_message_id").asString()).isEqualTo(id.toString());
        }

        @Test
        void sendsTheSameMessageAgainAndNothingNewIsStored() {
            String body = message("Hello", UUID.randomUUID());
            JsonNode first = json(user.post("/support_chat/messages", body));
            long head = head();

            HttpResponse<String> again = user.post("/support_chat/messages", body);

            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(json(again)).isEqualTo(first);
            assertThat(head()).isEqualTo(head);
        }

        @Test
        void isRefusedAnotherMessageUnderTheSameId() {
            UUID id = UUID.randomUUID();
            user.post("/support_chat/messages", message("Hello", id));
            long head = head();

            assertProblem(
                    user.post("/support_chat/messages", message("Bye", id)),
                    409,
                    "client-message-id-taken");
            assertThat(head()).isEqualTo(head);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{}                                               | 422 | client_message_id",
                    "{'content':'x'}                                  | 422 | client_message_id",
                    "{'content':'x','client_message_id':null}         | 422 | client_message_id",
                    "{'content':'x','client_message_id':'1-1-1-1-1'}  | 422 | client_message_id",
                    "{'client_message_id':'ID'}                       | 422 | content",
                    "{'content':null,'client_message_id':'ID'}        | 422 | content",
                    "{'content':'','client_message_id':'ID'}          | 422 | content",
                    "{'content':' \\u2003\\n','client_message_id':'ID'} | 422 | content",
                    "{'content':'a\\u0000b','client_message_id':'ID'} | 422 | content",
                    "{'content':'a\\ud800b','client_message_id':'ID'} | 422 | content",
                    "{'content':7,'client_message_id':'ID'}           | 400 | ",
                    "{'content':['x'],'client_message_id':'ID'}       | 400 | ",
                    "{'content':'x','client_message_id':7}            | 400 | ",
                    "['x']                                            | 400 | ",
                    "'x'                                              | 400 | ",
                    "{'content':'x'                                   | 400 | "
                })
        void isToldWhatIsWrongWithAMessageAndNothingIsStored(
                String body, int status, String field) {
            user.chat();
            long head = head();

            HttpResponse<String> answer =
                    user.post(
                            "/support_chat/messages",
                            body.replace('\'', '"').replace("ID", UUID.randomUUID().toString()));

            assertProblem(answer, status, status == 422 ? "invalid" : "malformed");
            assertThat(json(answer).path("field").asString(null)).isEqualTo(field);
            assertThat(head()).isEqualTo(head);
        }

        @Test
        void mayWriteTenThousandCharactersAndNotOneMore() {
            assertThat(
                            user.post(
                                            "/support_chat/messages",
                                            message(
                                                    "\ud83d\ude42".repeat(10_000),
                                                    UUID.randomUUID()))
                                    .statusCode())
                    .isEqualTo(201);
            assertProblem(
                    user.post(
                            "/support_chat/messages",
                            message("\ud83d\ude42".repeat(10_001), UUID.randomUUID())),
                    422,
                    "invalid");
        }

        @Test
        void isToldToSlowDown() {
            HttpResponse<String> answer;
            int sent = 0;
            do {
                answer = user.post("/support_chat/messages", message("again", UUID.randomUUID()));
                sent++;
            } while (answer.statusCode() == 201 && sent < 1_000);

            assertThat(sent).isGreaterThan(200);
            assertProblem(answer, 429, "rate-limited");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(user.chat().path("messages").get(99).path("sequence").asLong())
                    .isEqualTo(sent - 1);
        }

        @Test
        void readsWhatAdminsWrote() {
            String chat = user.chat().path("id").asString();
            adminWrites(chat, "One");
            adminWrites(chat, "Two");
            assertThat(json(user.get("/support_chat/unread_count")).path("unread_count").asLong())
                    .isEqualTo(2);

            JsonNode first = json(user.patch("/support_chat/mark_read", "{\"up_to_sequence\": 1}"));
            JsonNode all = json(user.patch("/support_chat/mark_read", null));
            JsonNode again = json(user.patch("/support_chat/mark_read", "{}"));

            assertThat(first.path("marked").asLong()).isOne();
            assertThat(all.path("marked").asLong()).isOne();
            assertThat(again.path("marked").asLong()).isZero();
            assertThat(Instant.parse(all.path("read_at").asString()))
                    .isBeforeOrEqualTo(Instant.now());
            JsonNode shown = user.chat();
            assertThat(shown.path("unread_count").asLong()).isZero();
            assertThat(shown.path("user_read_up_to").asLong()).isEqualTo(2);
            assertThat(shown.path("messages").get(1).path("read_at"))
                    .isEqualTo(all.path("read_at"));
            assertThat(history(chat)).hasSize(5);
        }

        @ParameterizedTest
        @ValueSource(strings = {"{\"up_to_sequence\": 1}", "{\"up_to_sequence\": -1}"})
        void cannotReadWhatIsNotThere(String body) {
            user.chat();
            long head = head();

            assertProblem(user.patch("/support_chat/mark_read", body), 422, "invalid");
            assertThat(head()).isEqualTo(head);
        }

        @Test
        void pagesBackAndForth() {
            IntStream.rangeClosed(1, 105).forEach(n -> user.write("message " + n));

            JsonNode newest = user.chat();
            assertThat(sequences(newest)).hasSize(100).startsWith(6L).endsWith(105L);
            assertThat(newest.path("has_more").asBoolean()).isTrue();
            JsonNode earlier = json(user.get("/support_chat?before=6&limit=3"));
            assertThat(sequences(earlier)).containsExactly(3L, 4L, 5L);
            assertThat(earlier.path("has_more").asBoolean()).isTrue();
            JsonNode later = json(user.get("/support_chat?after=0"));
            assertThat(sequences(later)).hasSize(105);
            assertThat(later.path("has_more").asBoolean()).isFalse();
            JsonNode some = json(user.get("/support_chat?after=100&limit=2"));
            assertThat(sequences(some)).containsExactly(101L, 102L);
            assertThat(some.path("has_more").asBoolean()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "limit=0",
                    "limit=201",
                    "limit=",
                    "limit=x",
                    "limit=1&limit=2",
                    "limit=1.0",
                    "limit=-1",
                    "before=0",
                    "before=-1",
                    "before=",
                    "before=5&after=1",
                    "after=-1",
                    "after=1&limit=1001",
                    "after=99999999999999999999"
                })
        void isRefusedAPageThatIsNone(String query) {
            assertProblem(user.get("/support_chat?" + query), 400, "malformed");
        }

        @Test
        void isKnownByTheNewestTokenAndKeepsWhatItDoesNotSay() {
            String id = "user " + UUID.randomUUID();
            long now = Instant.now().getEpochSecond();
            var newer =
                    Tokens.from(id)
                            .claim("iat", now)
                            .claim("name", "New")
                            .claim("email", "new@example.com");
            var older =
                    Tokens.from(id)
                            .claim("iat", now - 60)
                            .claim("name", "Old")
                            .claim("email", "old@example.com");
            var silent = Tokens.from(id).claim("iat", now + 1);
            String chat =
                    new UserClient(server.uri(), newer.sign())
                            .write("Hi")
                            .path("sender_name")
                            .asString();
            assertThat(chat).isEqualTo("New");

            for (Tokens token : List.of(older, silent)) {
                JsonNode written = new UserClient(server.uri(), token.sign()).write("Hi again");
                assertThat(written.path("sender_name").asString()).isEqualTo("New");
            }
        }
    }

    @Nested
    class AnAdmin {

        private String chat;

        @BeforeEach
        void aChat() {
            user.write("Where is my order?");
            chat = user.chat().path("id").asString();
        }

        @Test
        void seesTheChatAtTheTopOfTheList() {
            JsonNode item = json(admin.get("/admin/chats")).get(0);

            assertThat(item.propertyNames())
                    .containsExactlyInAnyOrder(
                            "id",
                            "user_id",
                            "user_email",
                            "user_name",
                            "last_message_at",
                            "last_message_preview",
                            "last_message_sender",
                            "message_count",
                            "unread",
                            "unread_count",
                            "archived");
            assertThat(item.path("id").asString()).isEqualTo(chat);
            assertThat(item.path("unread").asBoolean()).isTrue();
            assertThat(item.path("unread_count").asLong()).isOne();
        }

        @Test
        void doesNotSeeAChatWithoutMessages() {
            String silent = UserClient.somebody(server.uri()).chat().path("id").asString();

            assertThat(admin.get("/admin/chats?limit=200").body()).doesNotContain(silent);
            assertThat(admin.get("/admin/chats/" + silent).statusCode()).isEqualTo(200);
        }

        @Test
        void viewsAChatOnceUntilItsUserWritesAgain() {
            assertThat(admin.post("/admin/chats/" + chat + "/viewed", "").statusCode())
                    .isEqualTo(204);
            assertThat(admin.post("/admin/chats/" + chat + "/viewed", "{}").statusCode())
                    .isEqualTo(204);
            assertThat(item().path("unread").asBoolean()).isFalse();
            assertThat(user.chat().path("admin_viewed_up_to").asLong()).isOne();
            assertThat(user.chat().path("messages").get(0).path("read_at").isString()).isTrue();
            assertThat(types(chat)).containsExactly("ChatStarted", "MessageSent", "ChatViewed");

            user.write("Hello?");
            assertThat(item().path("unread_count").asLong()).isOne();
            assertProblem(
                    admin.post("/admin/chats/" + chat + "/viewed", "{\"up_to_sequence\": 3}"),
                    422,
                    "invalid");
        }

        @Test
        void archivesAndRestoresAndRecordsNothingTwice() {
            for (String action :
                    List.of("archive", "archive", "unarchive", "unarchive", "archive")) {
                assertThat(admin.post("/admin/chats/" + chat + "/" + action, "").statusCode())
                        .isEqualTo(204);
            }
            assertThat(types(chat))
                    .containsExactly(
                            "ChatStarted",
                            "MessageSent",
                            "ChatArchived",
                            "ChatRestored",
                            "ChatArchived");
            assertThat(admin.get("/admin/chats?limit=200").body()).doesNotContain(chat);
            assertThat(json(admin.get("/admin/chats?archived=true")).get(0).path("id").asString())
                    .isEqualTo(chat);
        }

        @Test
        void findsAnArchivedChatBackOnceItsUserWritesButNotByAnAdminsMessage() {
            admin.post("/admin/chats/" + chat + "/archive", "");
            adminWrites(chat, "For the record");
            assertThat(adminSees(chat).path("archived").asBoolean()).isTrue();

            user.write("One more thing");

            assertThat(adminSees(chat).path("archived").asBoolean()).isFalse();
            assertThat(json(admin.get("/admin/chats")).get(0).path("id").asString())
                    .isEqualTo(chat);
        }

        @Test
        void searchesByWordsOfAMessageOrOfThePerson() {
            String word = "w" + UUID.randomUUID().toString().replace("-", "");
            String name = "n" + UUID.randomUUID().toString().replace("-", "");
            var somebody =
                    new UserClient(
                            server.uri(),
                            Tokens.from("user " + word)
                                    .claim("name", "Zo\u00eb " + name)
                                    .claim("email", "zoe@" + name + ".example")
                                    .sign());
            somebody.write("My number is " + word + "-77, 100%_sure");

            assertFound(word);
            assertFound(word.substring(0, 8));
            assertFound(word.toUpperCase(Locale.ROOT) + " 77");
            assertFound("zoe " + name);
            assertFound("zo\u00eb " + name.substring(0, 9));
            assertNotFound(word.substring(0, 8) + " 77");
            assertNotFound(word + " " + name);
            assertNotFound(word.substring(0, 8) + "%" + word.substring(20));
            assertNotFound("%");
            assertThat(json(admin.get("/admin/chats?q=")).size()).isPositive();
        }

        @Test
        void pagesThroughTheListByLinks() {
            IntStream.range(0, 5)
                    .forEach(n -> UserClient.somebody(server.uri()).write("number " + n));

            List<String> seen = new ArrayList<>();
            String page = "/admin/chats?limit=2&q=number";
            while (page != null) {
                HttpResponse<String> answer = admin.get(page);
                json(answer).forEach(item -> seen.add(item.path("id").asString()));
                UserClient.somebody(server.uri()).write("a number in between");
                page = next(answer);
            }

            assertThat(seen).hasSizeGreaterThanOrEqualTo(5).doesNotHaveDuplicates();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "limit=0",
                    "limit=201",
                    "limit=",
                    "limit=1&limit=1",
                    "archived=yes",
                    "archived=",
                    "cursor=AAAA",
                    "cursor=",
                    "cursor=%00"
                })
        void isRefusedAListThatIsNone(String query) {
            assertProblem(admin.get("/admin/chats?" + query), 400, "malformed");
        }

        @Test
        void cannotTakeACursorToAnotherList() {
            UserClient.somebody(server.uri()).write("Hello");
            String next = next(admin.get("/admin/chats?limit=1"));

            assertThat(admin.get(next).statusCode()).isEqualTo(200);
            assertProblem(
                    admin.get(next.replace("archived=false", "archived=true")), 400, "malformed");
        }

        @Test
        void cannotChangeACursorUnnoticed() {
            UserClient.somebody(server.uri()).write("Hello");
            String next = next(admin.get("/admin/chats?limit=1"));
            int last = next.length() - 1;
            assertThat(next.substring(0, last)).contains("cursor=");
            String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

            for (char other : digits.toCharArray()) {
                if (other != next.charAt(last)) {
                    assertProblem(admin.get(next.substring(0, last) + other), 400, "malformed");
                }
            }
            assertProblem(admin.get(next + "="), 400, "malformed");
        }

        @Test
        void travelsInTime() {
            Instant afterFirst =
                    Instant.parse(
                            adminSees(chat).path("messages").get(0).path("created_at").asString());
            adminWrites(chat, "On its way");
            admin.post("/admin/chats/" + chat + "/archive", "");

            JsonNode then = json(admin.get("/admin/chats/" + chat + "?at=" + afterFirst));
            assertThat(sequences(then)).containsExactly(1L);
            assertThat(then.path("archived").asBoolean()).isFalse();
            JsonNode future = json(admin.get("/admin/chats/" + chat + "?at=2100-01-01T00:00:00Z"));
            assertThat(future).isEqualTo(adminSees(chat));
            assertThat(json(admin.get("/admin/chats/" + chat + "?at=%2B999999-01-01T00:00:00Z")))
                    .isEqualTo(adminSees(chat));
            assertProblem(
                    admin.get("/admin/chats/" + chat + "?at=2020-01-01T00:00:00Z"),
                    404,
                    "not-found");
            assertProblem(admin.get("/admin/chats/" + chat + "?at=yesterday"), 400, "malformed");
        }

        @Test
        void readsWhoDidWhatAndWhen() {
            adminWrites(chat, "On its way");

            JsonNode history = json(admin.get("/admin/chats/" + chat + "/history"));

            assertThat(history.size()).isEqualTo(3);
            JsonNode last = history.get(2);
            assertThat(last.propertyNames())
                    .containsExactlyInAnyOrder(
                            "sequence", "type", "at", "actor", "summary", "details", "hash");
            assertThat(last.path("type").asString()).isEqualTo("MessageSent");
            assertThat(last.path("actor").path("type").asString()).isEqualTo("admin");
            assertThat(last.path("actor").path("email").asString()).isEqualTo(AdminClient.EMAIL);
            assertThat(last.path("hash").asString()).matches("[0-9a-f]{64}");
        }

        @Test
        void listsAndDownloadsTheEventsOfAllChats() {
            adminWrites(chat, "=HYPERLINK(\"x\")");

            HttpResponse<String> page = admin.get("/admin/events?limit=2&chat=" + chat);
            assertThat(json(page).size()).isEqualTo(2);
            assertThat(json(admin.get(next(page))).get(0).path("type").asString())
                    .isEqualTo("ChatStarted");
            assertThat(
                            json(admin.get(
                                            "/admin/events?type=MessageSent&actor=admin&chat="
                                                    + chat))
                                    .size())
                    .isOne();
            HttpResponse<String> lines =
                    admin.get("/admin/events?chat=" + chat, "Accept", "application/x-ndjson");
            assertThat(lines.body().lines()).hasSize(3).allMatch(line -> line.startsWith("{"));
            HttpResponse<String> csv =
                    admin.get("/admin/events?chat=" + chat, "Accept", "text/csv");
            assertThat(csv.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
            assertThat(csv.body().lines()).hasSize(4);
        }

        @Test
        void findsTheEventsOfAChatHoweverItsIdIsWritten() {
            String path = "/admin/events?chat=" + chat.toUpperCase(Locale.ROOT);

            assertThat(json(admin.get(path)).size()).isEqualTo(2);
            HttpResponse<String> lines = admin.get(path, "Accept", "application/x-ndjson");
            assertThat(lines.body().lines()).hasSize(2);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "chat=abc",
                    "chat=",
                    "chat=1-1-1-1-1",
                    "type=",
                    "actor=",
                    "from=yesterday",
                    "limit=0",
                    "limit=201",
                    "cursor=17",
                    "cursor=",
                    "type=ChatStarted&type=ChatStarted"
                })
        void isRefusedEventsThatAreNone(String query) {
            for (String type : List.of("application/json", "application/x-ndjson", "text/csv")) {
                assertProblem(
                        admin.get("/admin/events?" + query, "Accept", type), 400, "malformed");
            }
        }

        @Test
        void isAnsweredInJsonAndInNothingThatOnlyEndsInIt() {
            String problem = "application/problem+json";
            long head = head();

            for (String path : List.of("/admin/me", "/admin/chats", "/admin/chats/" + chat)) {
                assertProblem(admin.get(path, "Accept", problem), 406, "not-acceptable");
            }
            assertProblem(
                    admin.post(
                            "/admin/chats/" + chat + "/messages",
                            message("Hello", UUID.randomUUID()),
                            "Accept",
                            problem),
                    406,
                    "not-acceptable");
            assertThat(head()).isEqualTo(head);
        }

        @Test
        void handsOutAllDataAboutAPerson() {
            adminWrites(chat, "<script>alert(1)</script>");

            JsonNode export = json(admin.get("/admin/chats/" + chat + "/export"));
            assertThat(export.path("messages").size()).isEqualTo(2);
            assertThat(export.path("history").size()).isEqualTo(3);
            HttpResponse<String> page =
                    admin.get("/admin/chats/" + chat + "/export", "Accept", "text/html");
            assertThat(page.headers().firstValue("Content-Disposition").orElse(""))
                    .startsWith("attachment");
            assertThat(page.body()).contains("Where is my order?").doesNotContain("<script>");
        }

        @Test
        void handsOutOnThePageWhatTheJsonHas() {
            String id = "user " + UUID.randomUUID();
            UserClient before = userCalled(id, "Ada <Byron>", "byron@example.com", 10);
            String changing = before.chat().path("id").asString();
            before.write("Who am I?");
            adminWrites(changing, "Ada & nobody else");
            UserClient now = userCalled(id, "Ada Lovelace", "lovelace@example.com", 0);
            now.chat();
            now.patch("/support_chat/mark_read", null);

            JsonNode export = json(admin.get("/admin/chats/" + changing + "/export"));
            String page =
                    admin.get("/admin/chats/" + changing + "/export", "Accept", "text/html").body();

            assertThat(page)
                    .contains(
                            "Ada &lt;Byron&gt;",
                            "byron@example.com",
                            "Ada Lovelace",
                            "lovelace@example.com",
                            "Ada &amp; nobody else")
                    .endsWith("</html>\n");
            assertThat(Instant.parse(export.at("/messages/1/read_at").asString()))
                    .satisfies(readAt -> assertThat(page).contains(", read " + readAt));
            for (JsonNode event : export.path("history")) {
                Stream.of(event.path("details"), event.path("actor"))
                        .flatMap(fields -> fields.valueStream())
                        .filter(value -> !value.isNull())
                        .forEach(value ->
                                assertThat(page)
                                        .contains(HtmlUtils.htmlEscape(value.asString(), "UTF-8")));
            }
        }

        @Test
        void handsOutALongChatWhole() {
            hasALongPast();

            JsonNode export = json(admin.get("/admin/chats/" + chat + "/export"));

            assertThat(sequences(export)).containsExactlyElementsOf(upTo(LONG + 1));
            assertThat(export.path("history").size()).isEqualTo(LONG + 2);
            assertThat(export.path("history")).containsExactlyElementsOf(history(chat));
        }

        @ParameterizedTest
        @CsvSource({
            "/export,application/json",
            "/export,text/html",
            "/history,application/json",
        })
        void isNotMistakenAboutALongAnswerThatBreaksOff(String path, String type) throws Exception {
            hasALongPast();
            JdbcTemplate jdbc = server.bean(JdbcTemplate.class);
            String place = " WHERE stream = '%s' AND sequence = %d".formatted(chat, LONG);
            byte[] hash = jdbc.queryForObject("SELECT hash FROM event_log" + place, byte[].class);
            ByteArrayOutputStream received = new ByteArrayOutputStream();

            jdbc.execute("ALTER TABLE event_log DISABLE TRIGGER USER, ALTER hash DROP NOT NULL");
            jdbc.update("UPDATE event_log SET hash = NULL" + place);
            try (HttpClient http = HttpClient.newHttpClient();
                    InputStream answer =
                            http.send(
                                            admin.request(
                                                            "/admin/chats/" + chat + path,
                                                            "Accept",
                                                            type,
                                                            "Cookie",
                                                            admin.cookieHeader())
                                                    .build(),
                                            BodyHandlers.ofInputStream())
                                    .body()) {
                assertThatThrownBy(() -> answer.transferTo(received))
                        .isInstanceOf(IOException.class);
            } finally {
                jdbc.update("UPDATE event_log SET hash = ?" + place, hash);
                jdbc.execute("ALTER TABLE event_log ENABLE TRIGGER USER, ALTER hash SET NOT NULL");
            }

            assertThat(received.toString(StandardCharsets.UTF_8))
                    .contains("Message 100")
                    .doesNotEndWith("]}")
                    .doesNotEndWith("]")
                    .doesNotContain("</html>");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "/history", "/export"})
        void isToldThatThereIsNoSuchChat(String path) {
            assertProblem(admin.get("/admin/chats/" + UUID.randomUUID() + path), 404, "not-found");
            assertProblem(admin.get("/admin/chats/nonsense" + path), 404, "not-found");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/viewed", "/archive", "/unarchive"})
        void cannotChangeAChatThatIsNotThere(String path) {
            long head = head();

            assertProblem(
                    admin.post("/admin/chats/" + UUID.randomUUID() + path, ""), 404, "not-found");
            assertProblem(
                    admin.post(
                            "/admin/chats/" + UUID.randomUUID() + "/messages",
                            message("Hello", UUID.randomUUID())),
                    404,
                    "not-found");
            assertThat(head()).isEqualTo(head);
        }

        /** So many more messages that they are read in more than one page. */
        private void hasALongPast() {
            ChatId chatId = ChatId.of(chat);
            server.bean(EventStorageEngine.class)
                    .appendEvents(
                            LongStream.rangeClosed(2, LONG + 1)
                                    .mapToObj(n ->
                                            new GenericDomainEventMessage<>(
                                                    "Chat",
                                                    chat,
                                                    n,
                                                    new MessageSent(
                                                            chatId,
                                                            Actor.user(chatId, null, null),
                                                            Instant.now()
                                                                    .truncatedTo(ChronoUnit.MILLIS),
                                                            UUID.randomUUID(),
                                                            n,
                                                            "Message " + n,
                                                            UUID.randomUUID(),
                                                            false)))
                                    .toList());
        }

        private static UserClient userCalled(
                String id, String name, String email, long secondsAgo) {
            return new UserClient(
                    server.uri(),
                    Tokens.from(id)
                            .claim("name", name)
                            .claim("email", email)
                            .claim("iat", Instant.now().getEpochSecond() - secondsAgo)
                            .sign());
        }

        private JsonNode item() {
            return StreamSupport.stream(
                            json(admin.get("/admin/chats?limit=200")).spliterator(), false)
                    .filter(item -> item.path("id").asString().equals(chat))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void assertFound(String words) {
        assertThat(search(words).size()).as(words).isOne();
    }

    private static void assertNotFound(String words) {
        assertThat(search(words).size()).as(words).isZero();
    }

    private static JsonNode search(String words) {
        return json(
                admin.get("/admin/chats?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8)));
    }

    private static void adminWrites(String chat, String content) {
        HttpResponse<String> answer =
                admin.post(
                        "/admin/chats/" + chat + "/messages", message(content, UUID.randomUUID()));
        assertThat(answer.statusCode()).isEqualTo(201);
    }

    private static JsonNode adminSees(String chat) {
        return json(admin.get("/admin/chats/" + chat));
    }

    private static List<JsonNode> history(String chat) {
        return StreamSupport.stream(
                        json(admin.get("/admin/chats/" + chat + "/history")).spliterator(), false)
                .toList();
    }

    private static List<String> types(String chat) {
        return history(chat).stream().map(event -> event.path("type").asString()).toList();
    }

    private static List<Long> sequences(JsonNode chat) {
        return StreamSupport.stream(chat.path("messages").spliterator(), false)
                .map(message -> message.path("sequence").asLong())
                .toList();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static String next(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Link")
                .map(link -> link.substring(1, link.indexOf('>')))
                .orElse(null);
    }

    private static long head() {
        return server.bean(EventLog.class).head();
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(json(answer).path("type").asString()).endsWith("/" + type);
        assertThat(json(answer).path("status").asInt()).isEqualTo(status);
    }
}
