package chat.parley.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void messagesAreDueEvenlyAndWithoutDrift() {
        Schedule schedule = new Schedule(5, 3);

        assertThat(schedule.at(0)).isEqualTo(5);
        assertThat(schedule.at(1)).isEqualTo(333_333_338);
        assertThat(schedule.at(3_000_000)).isEqualTo(1_000_000_000_000_005L);
    }

    @Test
    void whatIsOverdueIsNotWaitedFor() {
        long now = System.nanoTime();

        new Schedule(now - 1_000_000_000, 1).await(0);

        assertThat(System.nanoTime()).isGreaterThanOrEqualTo(now);
    }

    @Test
    void whatIsDueLaterIsWaitedFor() {
        Schedule schedule = new Schedule(System.nanoTime(), 100);

        schedule.await(2);

        assertThat(System.nanoTime() - schedule.at(2)).isNotNegative();
    }
}
