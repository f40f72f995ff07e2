package chat.parley.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;

class MediansTest {

    @Test
    void oneRoundThatWasDisturbedDoesNotMoveIt() {
        assertThat(Medians.of(List.of(3.0, 900.0, 2.0))).isEqualTo(3);
    }

    @Test
    void ofAnEvenNumberItIsInTheMiddle() {
        assertThat(Medians.of(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
    }

    @Test
    void ofNothingThereIsNone() {
        assertThatThrownBy(() -> Medians.of(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
