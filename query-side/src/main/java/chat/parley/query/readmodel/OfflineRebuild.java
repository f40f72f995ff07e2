package chat.parley.query.readmodel;

import chat.parley.log.LogFollower;
import chat.parley.log.LogTail;

import org.springframework.jdbc.core.JdbcTemplate;

import java.util.List;

import javax.sql.DataSource;

/**
 * Empties the read models and fills them again from the first event, on the caller's thread, while
 * no server runs on the database. If it is broken off, the next start of Parley or of this goes on
 * where it was.
 */
public final class OfflineRebuild {

    private final List<Projection> projections;
    private final ProjectionFollowers followers;
    private final JdbcTemplate jdbc;

    public OfflineRebuild(List<Projection> projections, DataSource dataSource, LogTail tail) {
        this.projections = projections;
        this.followers = new ProjectionFollowers(dataSource, tail);
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /** Is told how a read model gets on. */
    @FunctionalInterface
    public interface Progress {

        /**
         * @param head the position that the rebuild goes up to
         */
        void reached(String readModel, long position, long head);
    }

    /** Rebuilds one read model after the other. */
    public void run(Progress progress) {
        for (Projection projection : projections) {
            LogFollower follower = followers.follower(projection);
            follower.reset(() -> jdbc.execute(projection.clear()));
            follower.runToEnd(
                    (position, head) -> progress.reached(projection.name(), position, head));
        }
    }
}
