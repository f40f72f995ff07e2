package chat.parley.web.fault;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.web.AdminClient;
import chat.parley.web.verification.VerifyHistory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

@ExtendWith(OutputCaptureExtension.class)
class VerifyHistoryIT {

    private static final int BROKEN = 1;
    private static final int COULD_NOT_RUN = 2;

    @Test
    void theExitStatusSaysThatTheHistoryDoesNotHold(
            @TempDir Path directory, CapturedOutput printedHere) throws IOException {
        try (ParleyProcess parley = ParleyProcess.start(directory)) {
            AdminClient admin = AdminClient.signedIn(parley.uri());
            ChatEnd user = ChatEnd.user(parley.uri(), "ada");
            for (int n = 1; n <= 5; n++) {
                user.send(UUID.randomUUID(), "Message " + n);
            }
            admin.get("/admin/audit/verify");
            Path checkpoints = directory.resolve("exported.jsonl");
            Files.writeString(
                    checkpoints,
                    admin.get("/admin/audit/checkpoints", "Accept", "application/x-ndjson").body());
            Path key = directory.resolve("exported.pem");
            Files.writeString(key, admin.get("/admin/audit/public_key").body());

            assertThat(verifyHere(parley)).isEqualTo(COULD_NOT_RUN);
            assertThat(printedHere).contains("which another Parley uses");

            // Waits for a follower to have come to the end that is cut off.
            assertThat(admin.get("/admin/chats/" + user.chatId()).statusCode()).isEqualTo(200);
            forge(parley, "DELETE FROM event_log WHERE position >= 4");
            forge(parley, "DROP TABLE log_checkpoint");
            Files.delete(parley.dataDir().resolve("checkpoints.jsonl"));
            parley.stop();
            assertThat(verifyHere(parley)).isEqualTo(BROKEN);
            assertThat(printedHere)
                    .as("without checkpoints only the place in the log is known")
                    .contains("Broken at position 4, event ");

            assertThat(
                            parley.run(
                                    "--verify-history",
                                    "--checkpoint=" + checkpoints,
                                    "--public-key=" + key))
                    .as(parley.output())
                    .isEqualTo(BROKEN);
            assertThat(parley.output())
                    .containsPattern("\\r(\\d+) of \\1 events")
                    .containsPattern(
                            "Broken at position 4, event \\d+ of "
                                    + user.chatId()
                                    + ": The log ends before a position that it had reached. 3"
                                    + " events before it are right.")
                    .doesNotContain("\tat ");
        }
    }

    /** In this process, which spares the start of another one. */
    private static int verifyHere(ParleyProcess parley) {
        return VerifyHistory.run(
                new String[] {VerifyHistory.ARGUMENT, "--parley.data-dir=" + parley.dataDir()});
    }

    private static void forge(ParleyProcess parley, String statement) {
        JdbcTemplate database = parley.database();
        database.execute("ALTER TABLE event_log DISABLE TRIGGER USER");
        database.execute(statement);
    }
}
