package chat.parley.benchmarks.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How many single rows a second the database takes in from 32 clients, which is as fast as a chat
 * server could be that stores each message by itself and does nothing else.
 */
public final class Pgbench {

    /** How many connections insert at once. */
    public static final int CLIENTS = 32;

    private static final String TABLE =
            """
            CREATE TABLE IF NOT EXISTS message (
                id                bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                chat_id           uuid        NOT NULL,
                sender_type       text        NOT NULL,
                content           text        NOT NULL,
                client_message_id uuid        NOT NULL,
                created_at        timestamptz NOT NULL DEFAULT now()
            )\
            """;

    private static final String INDEX =
            "CREATE INDEX IF NOT EXISTS message_chat ON message (chat_id, id)";

    private static final String SCRIPT =
            """
            \\set chat random(1, 50)
            INSERT INTO message (chat_id, sender_type, content, client_message_id) VALUES \
            (('00000000-0000-4000-8000-' || lpad(:chat::text, 12, '0'))::uuid, 'user', \
            'Hi, my order from last Tuesday still has not arrived. Can you see where it is at the moment?', \
            gen_random_uuid());
            """;

    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

    private final Path program;

    private Pgbench(Path program) {
        this.program = program;
    }

    /** The one on the path, else the newest of Debian's; empty if there is none. */
    public static Optional<Pgbench> find() {
        Stream<Path> onPath =
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":")).map(Path::of);
        return Stream.concat(onPath, debianVersions())
                .map(directory -> directory.resolve("pgbench"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Pgbench::new);
    }

    private static Stream<Path> debianVersions() {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions
                    .sorted(Comparator.reverseOrder())
                    .map(version -> version.resolve("bin"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** Rows a second; empty if pgbench failed. */
    public OptionalDouble run(Database postgres, String database, Duration time) {
        try {
            postgres.jdbc(database).execute(TABLE);
            postgres.jdbc(database).execute(INDEX);
            Path script = Files.writeString(Files.createTempFile("insert", ".sql"), SCRIPT);
            ProcessBuilder command =
                    new ProcessBuilder(
                            List.of(
                                    program.toString(),
                                    "--no-vacuum",
                                    "--protocol=prepared",
                                    "--client=" + CLIENTS,
                                    "--jobs=2",
                                    "--time=" + time.toSeconds(),
                                    "--file=" + script,
                                    "--host=127.0.0.1",
                                    "--port=" + postgres.port(),
                                    "--username=" + Database.USER,
                                    database));
            command.environment().put("PGPASSWORD", Database.USER);
            Process process = command.redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            Files.delete(script);
            Matcher rate = RATE.matcher(output);
            return rate.find()
                    ? OptionalDouble.of(Double.parseDouble(rate.group(1)))
                    : OptionalDouble.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
