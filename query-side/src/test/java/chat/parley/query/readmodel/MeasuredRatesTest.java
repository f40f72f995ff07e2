package chat.parley.query.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;

class MeasuredRatesTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final MeasuredRates rates = new MeasuredRates();

    @Test
    void withoutAnythingToCompareWithNothingIsKnown() {
        assertThat(live(0, 1_000)).isNull();
    }

    @Test
    void aReadModelIsAsFastAsItWasLately() {
        live(0, 1_000);
        assertThat(live(2, 1_100)).isEqualTo(50);
        live(10, 1_100);
        assertThat(live(20, 1_200)).isEqualTo(10);
    }

    @Test
    void aReadModelThatNothingHappensToStandsStill() {
        live(0, 1_000);
        assertThat(live(5, 1_000)).isZero();
    }

    @Test
    void aRebuildIsMeasuredFromItsStart() {
        live(0, 1_000_000);
        assertThat(rates.measure("inbox", START.plusSeconds(5), START.plusSeconds(7), 140_000))
                .isEqualTo(70_000);
    }

    @Test
    void afterTheSwapTheLiveRateBeginsAnew() {
        rates.measure("inbox", START, START.plusSeconds(2), 140_000);
        assertThat(live(3, 150_000)).isNull();
        assertThat(live(5, 150_010)).isEqualTo(5);
    }

    private Double live(int second, long position) {
        return rates.measure("inbox", null, START.plusSeconds(second), position);
    }
}
