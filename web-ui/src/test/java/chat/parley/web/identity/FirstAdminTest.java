package chat.parley.web.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.parley.log.TestDatabase;
import chat.parley.web.LogLines;
import chat.parley.web.settings.DataDir;
import chat.parley.web.settings.ParleySettings;
import chat.parley.web.settings.Secrets;
import chat.parley.web.settings.StartRefused;

import com.zaxxer.hikari.HikariDataSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionTemplate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class FirstAdminTest {

    private final HikariDataSource dataSource = TestDatabase.fresh();
    private final Admins admins =
            new Admins(
                    JdbcClient.create(dataSource),
                    new TransactionTemplate(new JdbcTransactionManager(dataSource)));
    private final PasswordEncoder passwords = new IdentityConfiguration().passwordEncoder();

    @TempDir private Path dataDir;

    @AfterEach
    void close() {
        dataSource.close();
    }

    @Test
    void thePasswordFromTheSettingsSignsIn() {
        start("s3cret");

        assertThat(signsIn("s3cret")).isTrue();
        assertThat(dataDir).isEmptyDirectory();
    }

    @Test
    void aGeneratedPasswordLiesInAFileOfItsOwnerAndInNoLog() throws IOException {
        try (LogLines log = LogLines.of(FirstAdmin.class)) {
            start(null);

            Path file = dataDir.resolve("first-admin-password");
            String password = Files.readString(file).strip();
            assertThat(signsIn(password)).isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(log.all()).noneMatch(line -> line.contains(password));
        }
    }

    @Test
    void theSettingsCountOnlyWhileThereIsNoAdmin() {
        start("s3cret");
        start("another");
        start(null);

        assertThat(signsIn("s3cret")).isTrue();
        assertThat(dataDir).isEmptyDirectory();
    }

    @Test
    void aVeryLongPasswordCountsInFull() {
        start("x".repeat(100) + "a");

        assertThat(signsIn("x".repeat(100) + "a")).isTrue();
        assertThat(signsIn("x".repeat(100) + "b")).isFalse();
    }

    @Test
    void besideAnExternalDatabaseThePasswordHasToBeSet() {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> start(null, false))
                .withMessageStartingWith("parley.admin.password is missing");
        assertThat(admins.areThere()).isFalse();

        start("s3cret", false);
        start(null, false);
        assertThat(signsIn("s3cret")).isTrue();
    }

    private void start(@Nullable String password) {
        start(password, true);
    }

    private void start(@Nullable String password, boolean embedded) {
        new FirstAdmin(
                        admins,
                        new ParleySettings.Admin("grace@example.com", password),
                        new Secrets(new DataDir(dataDir), embedded),
                        passwords)
                .afterPropertiesSet();
    }

    private boolean signsIn(String password) {
        return passwords.matches(
                password, admins.withEmail("grace@example.com").orElseThrow().passwordHash());
    }
}
