package chat.parley.query.proof;

import chat.parley.log.LongWork;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;
import java.util.List;

import javax.sql.DataSource;

/** The proofs of all read models. */
@Configuration(proxyBeanMethods = false)
public class ProofConfiguration {

    @Bean
    ReadModelProofs readModelProofs(DataSource dataSource, LongWork longWork, Clock clock) {
        return new ReadModelProofs(
                List.of(new ConversationRows(), new InboxRows()),
                dataSource,
                longWork.connections(),
                clock);
    }

    @Bean
    DueProofs dueProofs(ReadModelProofs proofs, DataSource dataSource) {
        return new DueProofs(proofs, dataSource);
    }
}
