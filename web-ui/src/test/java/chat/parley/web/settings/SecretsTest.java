package chat.parley.web.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

class SecretsTest {

    @TempDir private Path directory;

    @Test
    void aGeneratedSecretIsKeptForItsOwnerOnly() throws Exception {
        var secrets = new Secrets(new DataDir(directory.resolve("data")), true);

        var first = secrets.setOrGenerated("parley.widget.secret", null, "widget-secret");
        var second = secrets.setOrGenerated("parley.widget.secret", null, "widget-secret");

        assertThat(first.value()).hasSizeGreaterThanOrEqualTo(32);
        assertThat(second.value()).isEqualTo(first.value());
        assertThat(permissions(directory.resolve("data"))).isEqualTo("rwx------");
        assertThat(permissions(directory.resolve("data/widget-secret"))).isEqualTo("rw-------");
    }

    @Test
    void aSecretThatWasSetLeavesNoFile() {
        var secrets = new Secrets(new DataDir(directory), true);

        var secret = secrets.setOrGenerated("parley.widget.secret", "set", "widget-secret");

        assertThat(secret.value()).isEqualTo("set");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void withADatabaseOfOnesOwnNothingIsGenerated() {
        var secrets = new Secrets(new DataDir(directory), false);

        assertThatThrownBy(() ->
                        secrets.setOrGenerated("parley.admin.password", null, "admin-password"))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("parley.admin.password is missing");
        assertThat(directory).isEmptyDirectory();
    }

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
