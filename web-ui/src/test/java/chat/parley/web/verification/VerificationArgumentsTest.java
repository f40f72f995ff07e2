package chat.parley.web.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.log.verification.LogLink;
import chat.parley.web.signing.VerificationKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

class VerificationArgumentsTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final VerificationKey SIGNER = TestKeys.OURS.publicKey();
    private static final Checkpoint FIRST = checkpoint(1);
    private static final Checkpoint SECOND = checkpoint(2);

    @TempDir private Path directory;

    @Test
    void withoutArgumentsThereAreNoFiles() {
        VerificationArguments none = of("--verify-history", "--server.port=0");

        assertThat(none.publicKey()).isEmpty();
        assertThat(none.checkpoints(JSON, null)).isEmpty();
    }

    @Test
    void aFileStandsBehindItsArgumentOrBehindAnEqualsSign() throws IOException {
        Path file = file(JSON.writeValueAsString(FIRST));

        assertThat(of("--checkpoint", file.toString()).checkpoints(JSON, SIGNER))
                .containsExactly(FIRST);
        assertThat(of("--checkpoint=" + file).checkpoints(JSON, SIGNER)).containsExactly(FIRST);
    }

    @Test
    void checkpointsStandOneALineOrInAnArray() throws IOException {
        String lines = JSON.writeValueAsString(FIRST) + "\n" + JSON.writeValueAsString(SECOND);
        String array = JSON.writeValueAsString(List.of(FIRST, SECOND));

        assertThat(of("--checkpoint=" + file(lines)).checkpoints(JSON, SIGNER))
                .containsExactly(FIRST, SECOND);
        assertThat(of("--checkpoint=" + file(array)).checkpoints(JSON, SIGNER))
                .containsExactly(FIRST, SECOND);
    }

    @Test
    void aKeyIsReadFromItsFile() throws IOException {
        Path file = file(SIGNER.pem());

        assertThat(of("--public-key", file.toString()).publicKey())
                .map(VerificationKey::id)
                .contains(SIGNER.id());
    }

    @Test
    void whatAnotherKeySignedIsRefused() throws IOException {
        VerificationArguments given = of("--checkpoint=" + file(JSON.writeValueAsString(FIRST)));

        assertThatThrownBy(() -> given.checkpoints(JSON, TestKeys.ANOTHER.publicKey()))
                .isInstanceOf(CannotVerify.class)
                .hasMessageContaining("checkpoint of position 1")
                .hasMessageContaining("is not signed by the key");
    }

    @Test
    void withoutAKeyCheckpointsSayNothing() throws IOException {
        VerificationArguments given = of("--checkpoint=" + file(JSON.writeValueAsString(FIRST)));

        assertThatThrownBy(() -> given.checkpoints(JSON, null))
                .isInstanceOf(CannotVerify.class)
                .hasMessageContaining("--public-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "{}", "[]", "{\"position\": \"1\"}"})
    void aFileWithoutCheckpointsIsRefused(String text) throws IOException {
        VerificationArguments given = of("--checkpoint=" + file(text));

        assertThatThrownBy(() -> given.checkpoints(JSON, SIGNER))
                .isInstanceOf(CannotVerify.class)
                .hasMessageEndingWith("holds no checkpoints.");
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        VerificationArguments given = of("--checkpoint=nowhere", "--public-key=nowhere");

        assertThatThrownBy(() -> given.checkpoints(JSON, SIGNER))
                .hasMessage("The file nowhere cannot be read.");
        assertThatThrownBy(given::publicKey).hasMessage("The file nowhere cannot be read.");
    }

    @Test
    void aFileWithoutAKeyIsRefused() throws IOException {
        VerificationArguments given = of("--public-key=" + file("no key"));

        assertThatThrownBy(given::publicKey).hasMessageContaining("holds no Ed25519 public key");
    }

    @Test
    void anArgumentWithoutItsFileIsRefused() {
        assertThatThrownBy(() -> of("--checkpoint")).isInstanceOf(CannotVerify.class);
        assertThatThrownBy(() -> of("--public-key", "--checkpoint=file"))
                .isInstanceOf(CannotVerify.class);
    }

    private static VerificationArguments of(String... arguments) {
        return VerificationArguments.of(arguments);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "given", ""), text);
    }

    private static Checkpoint checkpoint(long position) {
        return Checkpoint.of(
                new LogLink(position, "some chat", 0, "00"),
                Instant.parse("2026-11-22T10:15:30Z"),
                TestKeys.OURS);
    }
}
