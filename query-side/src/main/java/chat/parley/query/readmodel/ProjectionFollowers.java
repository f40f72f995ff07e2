package chat.parley.query.readmodel;

import chat.parley.api.ChatEvent;
import chat.parley.log.LogFollower;
import chat.parley.log.LogTail;
import chat.parley.log.LoggedEvent;

import org.springframework.jdbc.core.JdbcTemplate;

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
                events -> {
                    SqlBatch sql = new SqlBatch(projection.statements());
                    for (LoggedEvent logged : events) {
                        if (logged.event() instanceof ChatEvent event) {
                            projection.project(event, sql);
                        }
                    }
                    sql.run(jdbc);
                });
    }
}
