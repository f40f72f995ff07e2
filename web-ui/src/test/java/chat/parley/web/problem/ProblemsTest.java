package chat.parley.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.api.Refusal;
import chat.parley.web.LogLines;

import org.axonframework.commandhandling.CommandExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.transaction.CannotCreateTransactionException;

import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;

class ProblemsTest {

    @ParameterizedTest
    @CsvSource({
        "NO_SUCH_CHAT, 404, not-found",
        "INVALID_CONTENT, 422, invalid",
        "INVALID_SEQUENCE, 422, invalid",
        "CLIENT_MESSAGE_ID_TAKEN, 409, client-message-id-taken",
        "WRONG_CONFIRMATION, 422, invalid",
        "CHAT_ERASED, 409, chat-erased"
    })
    void aRefusalIsToldAsItIs(Refusal.Reason reason, int status, String slug) {
        ProblemDetail problem = Problems.of(new Refusal(reason, "content", "This is why."));

        assertThat(problem.getStatus()).isEqualTo(status);
        assertThat(problem.getType()).isEqualTo(URI.create("https://parley.chat/problems/" + slug));
        assertThat(problem.getDetail()).isEqualTo("This is why.");
        assertThat(problem.getProperties()).containsEntry("field", "content");
    }

    @Test
    void aRefusalIsFoundInsideOfWhateverWrapsIt() {
        var refusal = new Refusal(Refusal.Reason.INVALID_CONTENT, "content", "This is why.");

        assertThat(Problems.of(new CommandExecutionException("wrapped", refusal)).getStatus())
                .isEqualTo(422);
    }

    @Test
    void whoIsTooFastIsToldHowLongToWaitInWholeSeconds() {
        assertThat(retryAfter(new RateLimited(Duration.ofMillis(2_001)))).isEqualTo("3");
        assertThat(retryAfter(new RateLimited(Duration.ZERO))).isEqualTo("1");
        assertThat(Problems.of(new RateLimited(Duration.ZERO)).getStatus()).isEqualTo(429);
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "08001", "57P01", "57014", "55P03", "53300", "40001"})
    void aDatabaseThatIsAwayIsUnavailable(String state) {
        var away = new SQLException("connection to db.internal:5432 refused", state);

        assertUnavailable(away);
        assertUnavailable(new QueryTimeoutException("slow", away));
        assertUnavailable(new CommandExecutionException("wrapped", new RuntimeException(away)));
    }

    @Test
    void aDatabaseThatHangsUpIsNotTakenForAClientThatIsGone() {
        var hungUp = new SQLException("an I/O error", "08006", new EOFException());

        assertThat(Causes.sayThatTheClientIsGone(new RuntimeException(hungUp))).isFalse();
        assertThat(Causes.sayThatTheClientIsGone(new IOException("Broken pipe"))).isTrue();
    }

    @Test
    void aPoolWithoutConnectionsIsUnavailable() {
        assertUnavailable(
                new CannotCreateTransactionException(
                        "none", new SQLTransientConnectionException("timed out after 2000ms")));
    }

    @Test
    void aFaultInAStatementIsNotTakenForAnAbsence() {
        assertThat(Problems.of(new SQLException("no such column", "42703")).getStatus())
                .isEqualTo(500);
    }

    @Test
    void whatNobodyForesawIsLoggedOnceUnderANumberAndWithoutWhatPeopleWrote() {
        var failure =
                new IllegalStateException(
                        "Ada's secret", new SQLException("Key (email)=(ada@example.com)", "23505"));

        try (LogLines log = LogLines.of(Problems.class)) {
            ProblemDetail problem = Problems.of(failure);

            assertThat(problem.getStatus()).isEqualTo(500);
            assertThat(problem.getDetail()).isEqualTo("Something went wrong on this server.");
            assertThat(problem.getProperties()).containsOnlyKeys("correlation_id");
            String id = String.valueOf(problem.getProperties().get("correlation_id"));
            assertThat(log.all())
                    .singleElement()
                    .asString()
                    .contains(id, "java.lang.IllegalStateException", "ProblemsTest.java")
                    .contains("java.sql.SQLException")
                    .doesNotContain("secret", "ada@example.com");
        }
    }

    @Test
    void aCircleOfCausesComesToAnEnd() {
        var one = new RuntimeException("one");
        var other = new RuntimeException("other", one);
        one.initCause(other);

        assertThat(Problems.of(other).getStatus()).isEqualTo(500);
    }

    private static void assertUnavailable(Throwable failure) {
        assertThat(Problems.of(failure).getStatus()).isEqualTo(503);
        assertThat(Problems.of(failure).getDetail()).doesNotContain("db.internal");
        assertThat(retryAfter(failure)).isEqualTo("2");
    }

    private static String retryAfter(Throwable failure) {
        return String.valueOf(
                Problems.answerTo(failure).getHeaders().getFirst(HttpHeaders.RETRY_AFTER));
    }
}
