package chat.parley.web.verification;

import chat.parley.log.verification.HistoryVerifier;
import chat.parley.web.settings.DataDir;
import chat.parley.web.signing.SigningKey;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.json.JsonMapper;

import java.time.Clock;

import javax.sql.DataSource;

@Configuration(proxyBeanMethods = false)
class VerificationConfiguration {

    @Bean
    HistoryVerifier historyVerifier(DataSource dataSource) {
        return new HistoryVerifier(dataSource);
    }

    @Bean
    Checkpoints checkpoints(
            ObjectProvider<SigningKey> key, JdbcClient database, DataDir dataDir, JsonMapper json) {
        return new Checkpoints(
                key.getIfAvailable(),
                new CheckpointTable(database),
                new CheckpointFile(dataDir, json),
                Clock.systemUTC());
    }
}
