package chat.parley.web.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.IntStream;

import javax.crypto.spec.SecretKeySpec;

class ChatIdsTest {

    private final ChatIds ids = withKey("one key");

    @Test
    void aUserHasOneChatForEver() {
        assertThat(ids.of("ada", 0)).isEqualTo(withKey("one key").of("ada", 0));
        assertThat(ids.of("ada", 0)).hasToString("bc9d5b54-1fb8-88a7-884f-7d1c7e06361f");
    }

    @Test
    void anotherUserGenerationOrInstallationHasAnotherChat() {
        assertThat(ids.of("bob", 0)).isNotEqualTo(ids.of("ada", 0));
        assertThat(ids.of("ada", 1)).isNotEqualTo(ids.of("ada", 0));
        assertThat(withKey("another key").of("ada", 0)).isNotEqualTo(ids.of("ada", 0));
        assertThat(ids.of("ada\0\0\0\1", 0)).isNotEqualTo(ids.of("ada", 1));
    }

    @Test
    void everyIdIsAUuidOfVersion8() {
        assertThat(IntStream.range(0, 1_000).mapToObj(i -> ids.of("user " + i, 0).value()))
                .doesNotHaveDuplicates()
                .allSatisfy(id -> {
                    assertThat(id.version()).isEqualTo(8);
                    assertThat(id.variant()).isEqualTo(2);
                    assertThat(UUID.fromString(id.toString())).isEqualTo(id);
                });
    }

    private static ChatIds withKey(String key) {
        return new ChatIds(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    }
}
