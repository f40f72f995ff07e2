package chat.parley.log.verification;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.log.TestDatabase;

import com.zaxxer.hikari.HikariDataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.List;

class StreamPlacesTest {

    private static final int REMEMBERED = 2;

    /** Five streams that take turns. */
    private static final String FILL =
            """
            INSERT INTO event_log SELECT n + 1, 'stream ' || n % 5, n / 5, gen_random_uuid(), 'Type',
                1, now(), '{}', NULL, '{}', NULL, '', NULL
            FROM generate_series(0, 19) AS n
            """;

    private final HikariDataSource database = TestDatabase.fresh();
    private final JdbcTemplate jdbc = new JdbcTemplate(database);
    private final StreamPlaces places = new StreamPlaces(jdbc, REMEMBERED);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void ofAStreamThatWasForgottenTheLogKnowsThePlace() {
        jdbc.execute(FILL);

        for (LogRow row : rows()) {
            places.prepare(List.of(row));
            assertThat(places.isNext(row)).as("position " + row.position).isTrue();
        }
    }

    @Test
    void aHoleInAForgottenStreamIsSeen() {
        jdbc.execute(FILL);
        jdbc.execute("ALTER TABLE event_log DISABLE TRIGGER USER");
        jdbc.execute("DELETE FROM event_log WHERE position = 8");

        List<Long> outOfPlace =
                rows().stream()
                        .filter(row -> {
                            places.prepare(List.of(row));
                            return !places.isNext(row);
                        })
                        .map(row -> row.position)
                        .toList();

        assertThat(outOfPlace).containsExactly(13L);
    }

    private List<LogRow> rows() {
        return new LogRows(jdbc).next(0, 20);
    }
}
