package chat.parley.web.identity;

import chat.parley.log.RecentOutage;
import chat.parley.web.settings.ParleySettings;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.support.DeserializingConverter;
import org.springframework.core.serializer.support.SerializationFailedException;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

/** Sessions live in PostgreSQL, so that every node knows them and none is lost by a restart. */
@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> adminSessionTable() {
        return sessions -> {
            sessions.setTableName("admin_session");
            sessions.setDefaultMaxInactiveInterval(AdminSessions.LONGEST_PAUSE);
            sessions.setGetSessionQuery(
                    """
                    SELECT s.primary_id, s.session_id, s.creation_time, s.last_access_time,
                        s.max_inactive_interval, a.attribute_name, a.attribute_bytes
                    FROM admin_session s
                    LEFT JOIN admin_session_attributes a ON s.primary_id = a.session_primary_id
                    WHERE s.session_id = ?
                        AND s.creation_time > extract(epoch FROM now()) * 1000 - %d
                    """
                            .formatted(AdminSessions.LONGEST_LIFE.toMillis()));
        };
    }

    @Bean
    CookieSerializer sessionCookie(ParleySettings settings) {
        return new SessionCookie("https".equals(settings.publicUrl().getScheme()));
    }

    /** One statement at a time: a session whose attributes got lost is only one more sign-in. */
    @Bean
    TransactionOperations springSessionTransactionOperations() {
        return new SingleStatements();
    }

    @Bean
    ConversionService springSessionConversionService() {
        var conversions = new GenericConversionService();
        conversions.addConverter(Object.class, byte[].class, new SerializingConverter());
        conversions.addConverter(byte[].class, Object.class, new ReadIfPossible());
        return conversions;
    }

    /** A request that could not save its session tries it again when it ends. */
    private static final class SingleStatements implements TransactionOperations {

        private final TransactionOperations plain = TransactionOperations.withoutTransaction();
        private final RecentOutage outage = new RecentOutage();

        @Override
        public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
            return outage.unlessJustFound(() -> plain.execute(action));
        }
    }

    /** What another version of Parley wrote and this one cannot read is as good as absent. */
    private static final class ReadIfPossible implements Converter<byte[], @Nullable Object> {

        private final DeserializingConverter reader = new DeserializingConverter();

        @Override
        public @Nullable Object convert(byte[] bytes) {
            try {
                return reader.convert(bytes);
            } catch (SerializationFailedException e) {
                return null;
            }
        }
    }
}
