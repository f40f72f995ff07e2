package chat.parley.web.fault;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.web.AdminClient;
import chat.parley.web.fault.Http.Answer;

import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * What a user and an admin do in one chat, one thing after the other. Each of it is acknowledged by
 * one node and then asked for at once on the other, where nothing less may be answered.
 */
final class RoundTrip {

    private final ChatEnd user;
    private final ChatEnd userElsewhere;
    private final ChatEnd admin;
    private final ChatEnd adminElsewhere;
    private int trips;

    RoundTrip(URI node, URI elsewhere, AdminClient signedIn, String userId) {
        user = ChatEnd.user(node, userId);
        userElsewhere = ChatEnd.user(elsewhere, userId);
        admin = ChatEnd.admin(node, signedIn, user.chatId());
        adminElsewhere = ChatEnd.admin(elsewhere, signedIn, user.chatId());
    }

    /** All of it once. */
    void go() {
        int messages = 2 * trips++;

        assertThat(user.send(UUID.randomUUID(), "Question " + trips).status()).isEqualTo(201);
        JsonNode asked = active().orElseThrow();
        assertThat(asked.get("message_count").intValue()).isEqualTo(messages + 1);
        assertThat(asked.get("last_message_preview").stringValue()).isEqualTo("Question " + trips);
        assertThat(asked.get("unread_count").intValue()).isOne();

        assertThat(admin.post("viewed").status()).isEqualTo(204);
        assertThat(active().orElseThrow().get("unread_count").intValue()).isZero();
        assertThat(seen(userElsewhere.chat(), "admin_viewed_up_to")).isEqualTo(messages + 1);

        assertThat(admin.post("archive").status()).isEqualTo(204);
        assertThat(archived()).isPresent();
        assertThat(active()).isEmpty();

        assertThat(admin.post("unarchive").status()).isEqualTo(204);
        assertThat(active()).isPresent();
        assertThat(archived()).isEmpty();

        assertThat(admin.send(UUID.randomUUID(), "Answer " + trips).status()).isEqualTo(201);
        assertThat(seen(userElsewhere.chat(), "unread_count")).isOne();

        assertThat(user.markRead().status()).isEqualTo(200);
        assertThat(seen(userElsewhere.chat(), "unread_count")).isZero();
        assertThat(seen(adminElsewhere.chat(), "user_read_up_to")).isEqualTo(messages + 2);
    }

    private Optional<JsonNode> active() {
        return listed("/admin/chats?limit=200");
    }

    private Optional<JsonNode> archived() {
        return listed("/admin/chats?archived=true&limit=200");
    }

    private Optional<JsonNode> listed(String list) {
        return StreamSupport.stream(answered(adminElsewhere.get(list)).spliterator(), false)
                .filter(item -> item.get("id").stringValue().equals(user.chatId().toString()))
                .findFirst();
    }

    private static int seen(Answer answer, String field) {
        return answered(answer).get(field).intValue();
    }

    private static JsonNode answered(Answer answer) {
        assertThat(answer.status()).as("the answer %s", answer.body()).isEqualTo(200);
        return answer.json();
    }

    /** The chat's history holds what was done, in its order, and nothing else but e-mail's part. */
    void checkHistory() {
        assertThat(trips).isPositive();
        List<String> types =
                StreamSupport.stream(
                                answered(admin.get("/admin/chats/" + user.chatId() + "/history"))
                                        .spliterator(),
                                false)
                        .map(entry -> entry.get("type").stringValue())
                        .filter(type -> !type.startsWith("ReplyEmail"))
                        .toList();
        assertThat(types).hasSize(1 + 6 * trips).startsWith("ChatStarted");
        for (int trip = 0; trip < trips; trip++) {
            assertThat(types.subList(1 + 6 * trip, 7 + 6 * trip))
                    .containsExactly(
                            "MessageSent",
                            "ChatViewed",
                            "ChatArchived",
                            "ChatRestored",
                            "MessageSent",
                            "MessagesRead");
        }
    }
}
