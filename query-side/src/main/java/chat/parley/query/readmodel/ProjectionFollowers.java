package chat.parley.query.readmodel;

import chat.parley.log.LogFollower;
import chat.parley.log.LogSignal;

import org.springframework.jdbc.core.JdbcTemplate;

import javax.sql.DataSource;

/** Lets projections follow the log, live and in a rebuild with the same code. */
final class ProjectionFollowers {

    private final DataSource dataSource;
    private final LogSignal signal;
    private final JdbcTemplate jdbc;

    ProjectionFollowers(DataSource dataSource, LogSignal signal) {
        this.dataSource = dataSource;
        this.signal = signal;
        this.jdbc = new JdbcTemplate(dataSource);
    }

    LogFollower follower(Projection projection) {
        return new LogFollower(
                projection.name(),
                LogFollower.Start.FIRST_EVENT,
                dataSource,
                signal,
                events -> {
                    SqlBatch sql = new SqlBatch(projection.statements());
                    events.forEach(logged -> projection.project(logged.event(), sql));
                    sql.run(jdbc);
                });
    }
}
