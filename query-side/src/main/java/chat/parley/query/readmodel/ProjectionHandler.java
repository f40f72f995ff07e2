package chat.parley.query.readmodel;

import chat.parley.api.ChatEvent;
import chat.parley.log.EventBatchHandler;
import chat.parley.log.LoggedEvent;

import org.springframework.jdbc.core.JdbcOperations;

import java.util.List;
import java.util.function.UnaryOperator;

/** Lets a projection write what a batch of events means, into one generation of its read model. */
final class ProjectionHandler implements EventBatchHandler {

    private final Projection projection;
    private final JdbcOperations jdbc;
    private final UnaryOperator<String> inSchema;

    /**
     * @param inSchema makes a statement on the live tables one on those to write
     */
    ProjectionHandler(Projection projection, JdbcOperations jdbc, UnaryOperator<String> inSchema) {
        this.projection = projection;
        this.jdbc = jdbc;
        this.inSchema = inSchema;
    }

    @Override
    public void handle(List<LoggedEvent> batch) {
        SqlBatch sql = new SqlBatch(projection.statements());
        for (LoggedEvent logged : batch) {
            if (logged.event() instanceof ChatEvent event) {
                projection.project(event, sql);
            }
        }
        sql.run(jdbc, inSchema);
    }
}
