package chat.parley.web.fault;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.web.AdminClient;
import chat.parley.web.StompClient;
import chat.parley.web.fault.Http.Answer;
import chat.parley.web.fault.Sender.Attempt;

import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

/**
 * A chat in which both sides write by REST and by STOMP all the time, the user on one node and the
 * admin on another. Whoever reads it may do so on either.
 */
final class Talk implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(30);

    private final ChatEnd user;
    private final ChatEnd userElsewhere;
    private final ChatEnd admin;
    private final ChatEnd adminElsewhere;
    private final StompClient usersSocket;
    private final StompClient adminsSocket;
    private final List<Sender> senders;

    Talk(URI usersNode, URI adminsNode, AdminClient signedIn, String userId) {
        user = ChatEnd.user(usersNode, userId);
        userElsewhere = ChatEnd.user(adminsNode, userId);
        admin = ChatEnd.admin(adminsNode, signedIn, user.chatId());
        adminElsewhere = ChatEnd.admin(usersNode, signedIn, user.chatId());
        usersSocket = user.connect();
        usersSocket.subscribe(user.topic());
        adminsSocket = admin.connect();
        adminsSocket.subscribe(admin.topic());
        adminsSocket.subscribe("/topic/admin_support_notifications");
        senders =
                List.of(
                        Sender.rest("user-rest", PAUSE, user),
                        Sender.stomp("user-stomp", PAUSE, user),
                        Sender.rest("admin-rest", PAUSE, admin),
                        Sender.stomp("admin-stomp", PAUSE, admin));
    }

    List<Sender> senders() {
        return senders;
    }

    /** Finds all that was accepted by now, without a gap. */
    void readAsUser() {
        assertComplete(newestAccepted(), user);
        assertComplete(newestAccepted(), userElsewhere);
    }

    /** As the user does, and finds it in the list of chats. */
    void readAsAdmin() {
        assertComplete(newestAccepted(), admin);
        assertComplete(newestAccepted(), adminElsewhere);
        assertListed(newestAccepted(), admin);
        assertListed(newestAccepted(), adminElsewhere);
    }

    private long newestAccepted() {
        return senders.stream()
                .filter(sender -> !sender.accepted().isEmpty())
                .mapToLong(sender -> sender.accepted().getLast().sequence())
                .max()
                .orElse(0);
    }

    private static void assertComplete(long newest, ChatEnd end) {
        List<Long> sequences = sequences(answered(end.chat()).get("messages"));
        long last = sequences.isEmpty() ? 0 : sequences.getLast();
        assertThat(last).isGreaterThanOrEqualTo(newest);
        assertThat(sequences).isEqualTo(counted(Math.max(1, last - 99), last));
    }

    private static void assertListed(long newest, ChatEnd end) {
        JsonNode list = answered(end.get("/admin/chats?limit=200"));
        long messages =
                StreamSupport.stream(list.spliterator(), false)
                        .filter(item -> isOf(end, item.get("id")))
                        .mapToLong(item -> item.get("message_count").longValue())
                        .sum();
        assertThat(messages).isGreaterThanOrEqualTo(newest);
    }

    private static JsonNode answered(Answer answer) {
        assertThat(answer.status()).as("the answer %s", answer.body()).isEqualTo(200);
        return answer.json();
    }

    /**
     * Ends it. Each message was accepted at the first try, is stored where it was said to be, and
     * was pushed once and in order, on either node.
     */
    void end() {
        senders.forEach(Sender::finish);
        assertThat(senders)
                .flatExtracting(Sender::attempts)
                .extracting(Attempt::status)
                .containsOnly(201);
        Ledger.check(user, senders.toArray(Sender[]::new));

        UUID last = UUID.randomUUID();
        assertThat(user.send(last, "Goodbye").status()).isEqualTo(201);
        List<JsonNode> stored = admin.everything();
        assertThat(userElsewhere.everything()).isEqualTo(stored);
        List<JsonNode> toUser = pushesUntil(usersSocket, "new_message", last);
        assertThat(messages(toUser, push -> isOfType(push, "new_message"))).isEqualTo(stored);
        List<JsonNode> toAdmin = pushesUntil(adminsSocket, "new_user_message", last);
        assertThat(messages(toAdmin, push -> isOfType(push, "new_message"))).isEqualTo(stored);
        assertThat(
                        messages(
                                toAdmin,
                                push ->
                                        isOfType(push, "new_user_message")
                                                && isOf(admin, push.get("chat_id"))))
                .isEqualTo(
                        stored.stream()
                                .filter(message ->
                                        message.get("sender_type").stringValue().equals("user"))
                                .toList());
    }

    private static List<JsonNode> pushesUntil(StompClient socket, String type, UUID message) {
        List<JsonNode> pushes = new ArrayList<>();
        do {
            pushes.add(ChatEnd.json(socket.nextMessage()));
        } while (!isOfType(pushes.getLast(), type)
                || !pushes.getLast().toString().contains(message.toString()));
        return pushes;
    }

    private static List<JsonNode> messages(List<JsonNode> pushes, Predicate<JsonNode> meant) {
        return pushes.stream().filter(meant).map(push -> push.get("message")).toList();
    }

    private static boolean isOfType(JsonNode push, String type) {
        return push.get("type").stringValue().equals(type);
    }

    private static boolean isOf(ChatEnd end, JsonNode chatId) {
        return chatId.stringValue().equals(end.chatId().toString());
    }

    private static List<Long> sequences(JsonNode messages) {
        return StreamSupport.stream(messages.spliterator(), false)
                .map(message -> message.get("sequence").longValue())
                .toList();
    }

    private static List<Long> counted(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    @Override
    public void close() {
        senders.forEach(Sender::close);
        usersSocket.close();
        adminsSocket.close();
    }
}
