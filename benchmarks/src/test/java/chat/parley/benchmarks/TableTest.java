package chat.parley.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columnsAreAligned() {
        String markdown =
                Table.of("", "msg/s").row("≥ max", "12,345").row("200/s", "200").markdown();

        assertThat(markdown)
                .isEqualTo(
                        """
                        |       |  msg/s |
                        |-------|-------:|
                        | ≥ max | 12,345 |
                        | 200/s |    200 |
                        """);
    }

    @Test
    void aRowHasAsManyCellsAsTheHead() {
        assertThatThrownBy(() -> Table.of("one", "two").row("one"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
