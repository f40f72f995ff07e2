package chat.parley.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.UUID;

class MessageIdTest {

    private static final MessageId ID = new MessageId(7, 65_535, 1_234_567_890);

    @Test
    void itIsAUuid() {
        assertThat(UUID.fromString(ID.uuid()).version()).isEqualTo(4);
        assertThat(UUID.fromString(ID.uuid())).hasToString(ID.uuid());
    }

    @Test
    void itIsFoundAgainInJson() {
        assertThat(find("{\"message\":{\"id\":1,\"client_message_id\":\"" + ID.uuid() + "\"}}"))
                .isEqualTo(ID);
    }

    @Test
    void theLastOneCounts() {
        assertThat(
                        find(
                                "{\"client_message_id\":\"%s\",\"message\":{\"client_message_id\":\"%s\"}}"
                                        .formatted(new MessageId(1, 2, 3).uuid(), ID.uuid())))
                .isEqualTo(ID);
    }

    @Test
    void whatHoldsNoneIsPassedBy() {
        assertThat(find("{\"type\":\"chat_updated\",\"chat\":{}}")).isNull();
        assertThat(find("")).isNull();
        assertThat(find("\"client_message_id\":\"cut off")).isNull();
    }

    private static @Nullable MessageId find(String json) {
        byte[] bytes = ("##" + json + "##").getBytes(UTF_8);
        return MessageId.find(bytes, 2, bytes.length - 2);
    }
}
