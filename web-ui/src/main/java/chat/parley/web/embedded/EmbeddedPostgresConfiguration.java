package chat.parley.web.embedded;

import chat.parley.web.settings.DataDir;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@Conditional(EmbeddedPostgresConfiguration.NoDatabaseSet.class)
class EmbeddedPostgresConfiguration {

    @Bean
    JdbcConnectionDetails embeddedPostgres(DataDir dataDir) {
        return EmbeddedPostgres.open(dataDir);
    }

    static final class NoDatabaseSet extends NoneNestedConditions {

        NoDatabaseSet() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @ConditionalOnProperty("spring.datasource.url")
        static final class DatabaseSet {}
    }
}
