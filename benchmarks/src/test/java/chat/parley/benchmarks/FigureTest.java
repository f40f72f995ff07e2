package chat.parley.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void aRatioReachesItsBoundFromTheRightSide() {
        assertThat(Figure.atLeast(2, "speed", 2).verdict()).isEqualTo("reached");
        assertThat(Figure.atLeast(2, "speed", 1.99).verdict()).isEqualTo("**not reached**");
        assertThat(Figure.atMost(0.4, "cost", 0.4).verdict()).isEqualTo("reached");
        assertThat(Figure.atMost(0.4, "cost", 0.41).verdict()).isEqualTo("**not reached**");
    }

    @Test
    void whatMustHoldInAnyCaseIsTold() {
        assertThat(Figure.atLeast(2, "speed", 1.6).orIfNotReached(1.5).verdict())
                .isEqualTo("not reached, but 1.50 holds");
        assertThat(Figure.atLeast(2, "speed", 1.4).orIfNotReached(1.5).verdict())
                .isEqualTo("**not reached**");
        assertThat(Figure.atMost(0.4, "cost", 0.5).orIfNotReached(0.5).verdict())
                .isEqualTo("not reached, but 0.50 holds");
    }

    @Test
    void nothingMeasuredReachesNothing() {
        assertThat(Figure.atLeast(2, "speed", Double.NaN).verdict()).isEqualTo("**not reached**");
        assertThat(Figure.atMost(2, "cost", Double.NaN).verdict()).isEqualTo("**not reached**");
    }

    @Test
    void itsRowSaysAll() {
        assertThat(Figure.atLeast(2, "speed", 2.345).row())
                .containsExactly("speed", "≥ 2.00", "2.35", "reached");
    }
}
