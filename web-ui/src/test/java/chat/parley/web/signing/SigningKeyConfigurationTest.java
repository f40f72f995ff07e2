package chat.parley.web.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.web.settings.DataDir;
import chat.parley.web.settings.ParleySettings;
import chat.parley.web.settings.Secrets;
import chat.parley.web.settings.StartRefused;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

class SigningKeyConfigurationTest {

    @TempDir private Path directory;
    private DataDir dataDir;

    @BeforeEach
    void openADataDirectory() {
        dataDir = new DataDir(directory.resolve("data"));
    }

    @Test
    void besideTheEmbeddedDatabaseAKeyIsMadeOnceAndKeptForItsOwnerOnly() throws IOException {
        SigningKey first = key(null, true);
        SigningKey second = key(null, true);

        assertThat(second.keyId()).isEqualTo(first.keyId());
        Path file = directory.resolve("data/signing-key.pem");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void withADatabaseOfOnesOwnThereIsNoneThatWasNotSet() {
        assertThat(key(null, false)).isNull();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void theSettingHoldsTheKeyOrTheNameOfItsFile() throws IOException {
        String pem = SigningKey.generatePem();
        Path file = Files.writeString(directory.resolve("key.pem"), pem);

        assertThat(key(pem, false).keyId())
                .isEqualTo(key(file.toString(), false).keyId())
                .isEqualTo(SigningKey.of(pem).keyId());
    }

    @Test
    void somethingElseInTheSettingStopsTheStart() throws IOException {
        Path file = Files.writeString(directory.resolve("key.pem"), "a secret");

        assertThatThrownBy(() -> key(file.toString(), false))
                .isInstanceOf(StartRefused.class)
                .hasMessage(
                        "parley.audit.signing-key is no Ed25519 private key in PEM form (PKCS#8).");
        assertThatThrownBy(() -> key("a secret put in wrongly", true))
                .isInstanceOf(StartRefused.class)
                .hasMessage("parley.audit.signing-key names no file that Parley can read.");
    }

    @Test
    void somethingElseInTheFileStopsTheStart() {
        dataDir.ownerOnlyFile("signing-key.pem", () -> "no key");

        assertThatThrownBy(() -> key(null, true))
                .isInstanceOf(StartRefused.class)
                .hasMessage(
                        "The file "
                                + directory.resolve("data/signing-key.pem")
                                + " holds no Ed25519 private key in PEM form (PKCS#8).");
    }

    private SigningKey key(@Nullable String set, boolean embedded) {
        Map<String, Object> values = new HashMap<>();
        if (set != null) {
            values.put("parley.audit.signing-key", set);
        }
        ParleySettings settings =
                new Binder(new MapConfigurationPropertySource(values))
                        .bindOrCreate("parley", ParleySettings.class);
        return new SigningKeyConfiguration()
                .signingKey(settings, new Secrets(dataDir, embedded), dataDir);
    }
}
