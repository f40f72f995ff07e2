package chat.parley.web.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.web.AdminClient;
import chat.parley.web.Tokens;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Forgetting a person goes on after Parley was killed while at it; beside the embedded database.
 */
@ExtendWith(ParleyProcess.Shared.class)
class ErasureKillIT {

    private static final Duration ALL_DONE = Duration.ofSeconds(40);

    private static final Path DOCUMENTATION = Path.of("../docs/erasure.md");

    private static final Pattern PROGRAMS = Pattern.compile(".*/(bin|lib|share)/.*");

    /**
     * What PostgreSQL keeps its tables and its write-ahead log in: what was overwritten there is
     * gone only when the space is used again.
     */
    private static final Pattern TABLES = Pattern.compile(".*/data/(base|global|pg_\\w+)/.*");

    private final String marker = "marker" + UUID.randomUUID().toString().replace("-", "");

    @Test
    void nothingIsLeftInTheDataDirectoryNorInWhatWasPrinted(ParleyProcess parley) throws Exception {
        ChatEnd user =
                ChatEnd.user(
                        parley.uri(),
                        Tokens.from("user " + marker)
                                .claim("name", marker)
                                .claim("email", marker + "@example.com"));
        user.send(UUID.randomUUID(), "My " + marker);
        ChatEnd admin = ChatEnd.admin(parley.uri(), user.chatId());
        admin.send(UUID.randomUUID(), "About " + marker);
        await().atMost(ALL_DONE).until(() -> !tracesBesideTables(parley).isEmpty());

        String erase = "/admin/chats/" + user.chatId() + "/erase";
        String confirm = "{\"confirm\": \"" + user.chatId() + "\"}";
        AdminClient client = AdminClient.signedIn(parley.uri());
        CompletableFuture<Void> _ = CompletableFuture.runAsync(() -> client.post(erase, confirm));
        TimeUnit.MILLISECONDS.sleep(40);
        parley.kill();
        parley.start();

        // Whether it was ordered before the kill or not, it is the same answer now.
        AdminClient again = AdminClient.signedIn(parley.uri());
        assertThat(again.post(erase, confirm).statusCode()).isEqualTo(202);
        await().atMost(ALL_DONE)
                .until(() ->
                        again.get("/admin/chats/" + user.chatId() + "/erasure_certificate")
                                        .statusCode()
                                == 200);
        assertThat(tracesBesideTables(parley)).isEmpty();
        assertThat(parley.output()).doesNotContain(marker);

        assertThat(traces(parley)).as("what the next is to remove").isNotEmpty();
        documentedStatements().forEach(parley.database()::execute);
        assertThat(traces(parley)).isEmpty();
        assertThat(again.get("/admin/audit/verify").body()).contains("\"verified\":true");
    }

    private static List<String> documentedStatements() throws IOException {
        String text = Files.readString(DOCUMENTATION);
        return text.substring(text.indexOf("```sql\n"), text.indexOf(";\n```"))
                .lines()
                .skip(1)
                .toList();
    }

    private List<Path> tracesBesideTables(ParleyProcess parley) throws IOException {
        return traces(parley).stream()
                .filter(file -> !TABLES.matcher(file.toString()).matches())
                .toList();
    }

    private List<Path> traces(ParleyProcess parley) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(parley.dataDir())) {
            files = all.filter(Files::isRegularFile).toList();
        }
        return files.stream()
                .filter(file -> !PROGRAMS.matcher(file.toString()).matches())
                .filter(this::holdsMarker)
                .toList();
    }

    private boolean holdsMarker(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(marker);
        } catch (IOException goneMeanwhile) {
            return false;
        }
    }
}
