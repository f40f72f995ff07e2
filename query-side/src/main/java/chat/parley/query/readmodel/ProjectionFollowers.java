package chat.parley.query.readmodel;

import chat.parley.log.LogFollower;
import chat.parley.log.LogTail;

import org.springframework.jdbc.core.JdbcTemplate;

import java.util.function.UnaryOperator;

import javax.sql.DataSource;

/** Lets projections follow the log, live and in a rebuild with the same code. */
final class ProjectionFollowers {

    private final DataSource dataSource;
    private final LogTail tail;
    private final JdbcTemplate jdbc;

    ProjectionFollowers(DataSource dataSource, LogTail tail) {
        this.dataSource = dataSource;
        this.tail = tail;
        this.jdbc = new JdbcTemplate(dataSource);
    }

    LogFollower follower(Projection projection) {
        return new LogFollower(
                projection.name(),
                LogFollower.Start.FIRST_EVENT,
                dataSource,
                tail,
                new ProjectionHandler(projection, jdbc, UnaryOperator.identity()));
    }
}
