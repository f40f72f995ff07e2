package chat.parley.query.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PreviewTest {

    @Test
    void aHundredCharactersAreShownWhole() {
        assertThat(Preview.of("\ud83d\ude42".repeat(100))).isEqualTo("\ud83d\ude42".repeat(100));
    }

    @Test
    void oneMoreIsCutAndSaysSo() {
        assertThat(Preview.of("\ud83d\ude42".repeat(101)))
                .isEqualTo("\ud83d\ude42".repeat(100) + "…");
    }
}
