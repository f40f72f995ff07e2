package chat.parley.web.identity;

import chat.parley.command.admin.AdminLog;
import chat.parley.log.EventLog;
import chat.parley.web.settings.ParleySettings;
import chat.parley.web.settings.Secrets;
import chat.parley.web.settings.WidgetSecret;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.util.Map;

@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

    @Bean
    ChatIds chatIds(JdbcClient database) {
        return new ChatIds(InstallationKey.readOrMake(database));
    }

    @Bean
    UserChats userChats(ChatIds chatIds, EventLog log) {
        return new UserChats(chatIds, log::erasedAt);
    }

    @Bean
    WidgetTokens widgetTokens(WidgetSecret secret, UserChats chats) {
        return new WidgetTokens(secret.key(), chats, Clock.systemUTC());
    }

    /** PBKDF2, for bcrypt leaves out what comes after 72 bytes; others can be added beside it. */
    @Bean
    PasswordEncoder passwordEncoder() {
        return new DelegatingPasswordEncoder(
                "pbkdf2", Map.of("pbkdf2", Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8()));
    }

    @Bean
    Admins admins(JdbcClient database, PlatformTransactionManager transactions) {
        return new Admins(database, new TransactionTemplate(transactions));
    }

    @Bean
    FirstAdmin firstAdmin(
            Admins admins, ParleySettings settings, Secrets secrets, PasswordEncoder passwords) {
        return new FirstAdmin(admins, settings.admin(), secrets, passwords);
    }

    @Bean
    SignInActs signInActs(AdminLog log, Clock clock) {
        return new SignInActs(log::record, clock);
    }

    @Bean
    SignInFailures signInFailures(AdminLog log, Clock clock) {
        return new SignInFailures(log, clock, SignInFailures.PAUSE);
    }

    @Bean
    AuthenticationProvider adminSignIn(
            Admins admins,
            PasswordEncoder passwords,
            JdbcClient database,
            SignInActs acts,
            SignInFailures failures) {
        return new AdminSignIn(
                admins, passwords, new SignInThrottle(database), acts, failures::add);
    }

    @Bean
    SignInAnswers signInAnswers(LoginPage loginPage) {
        return new SignInAnswers(loginPage);
    }

    @Bean
    AdminSessions adminSessions(JdbcClient database) {
        return new AdminSessions(database);
    }
}
