package chat.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PreviewTest {

    private static final String SMILE = "\ud83d\ude42";

    @Test
    void whatFitsIsShownWhole() {
        assertThat(Preview.of(SMILE.repeat(100), 100)).isEqualTo(SMILE.repeat(100));
    }

    @Test
    void whatDoesNotFitIsCutAndSaysSo() {
        assertThat(Preview.of(SMILE.repeat(101), 100)).isEqualTo(SMILE.repeat(100) + "…");
    }

    @Test
    void whereThereIsRoomForSoManyTheMarkIsOneOfThem() {
        assertThat(Preview.within(SMILE.repeat(200), 200)).isEqualTo(SMILE.repeat(200));
        assertThat(Preview.within(SMILE.repeat(201), 200)).isEqualTo(SMILE.repeat(199) + "…");
    }
}
