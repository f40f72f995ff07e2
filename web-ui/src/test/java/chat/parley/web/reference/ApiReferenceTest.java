package chat.parley.web.reference;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.web.AdminClient;
import chat.parley.web.TestServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Run with {@code -Dapi-reference.write=true}, this test writes the file instead of comparing it.
 */
class ApiReferenceTest {

    private static final Path KEPT = Path.of("../docs/openapi.json");

    private final JsonMapper json = JsonMapper.builder().build();

    @Test
    void theReferenceInTheDocumentsIsTheOneThatIsServed(@TempDir Path dataDir) throws IOException {
        JsonNode served;
        try (TestServer server = TestServer.start(dataDir)) {
            served = json.readTree(AdminClient.signedIn(server.uri()).get("/v3/api-docs").body());
        }
        if (Boolean.getBoolean("api-reference.write")) {
            String text = json.writerWithDefaultPrettyPrinter().writeValueAsString(served);
            Files.writeString(KEPT, text + "\n");
        }
        assertThat(json.readTree(Files.readString(KEPT)))
                .as("CONTRIBUTING.md says how to write docs/openapi.json anew")
                .isEqualTo(served);
    }
}
