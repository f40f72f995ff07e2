package chat.parley.benchmarks.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What Parley's jar does besides serving. */
public final class ParleyTools {

    private static final String REBUILD = "--rebuild-read-models";
    private static final String VERIFY = "--verify-history";

    private ParleyTools() {}

    /** Makes the tables of an empty database. */
    public static void migrate(Database postgres, String database) {
        new ParleyServer(postgres, database).close();
    }

    /**
     * How long a command took.
     *
     * @param all with the start of the JVM and all that
     * @param work from the first progress that it tells, which is told after its first batch
     */
    public record Run(Duration all, Duration work) {}

    /** Rebuilds all read models while no server runs. */
    public static Run rebuild(Database postgres, String database) {
        return run(postgres, database, REBUILD);
    }

    /**
     * Walks through the whole log.
     *
     * @throws IllegalStateException if it is not what it should be
     */
    public static Run verify(Database postgres, String database) {
        return run(postgres, database, VERIFY);
    }

    private static Run run(Database postgres, String database, String argument) {
        List<String> command = new ArrayList<>(List.of(ServerProcess.java()));
        command.addAll(Heap.OPTIONS);
        command.addAll(List.of("-jar", ParleyServer.JAR.toString(), argument));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(ParleyServer.settings(postgres, database));
        try {
            long start = System.nanoTime();
            Process process = builder.start();
            long working = awaitProgress(process.getInputStream());
            long end = System.nanoTime();
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException(argument + " ended with status " + status);
            }
            return new Run(Duration.ofNanos(end - start), Duration.ofNanos(end - working));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during " + argument, e);
        }
    }

    /** Reads to the end; the bar begins a line anew by a carriage return. */
    private static long awaitProgress(InputStream output) throws IOException {
        long first = System.nanoTime();
        boolean begun = false;
        byte[] bytes = new byte[8192];
        for (int read = output.read(bytes); read >= 0; read = output.read(bytes)) {
            for (int i = 0; i < read && !begun; i++) {
                if (bytes[i] == '\r') {
                    begun = true;
                    first = System.nanoTime();
                }
            }
        }
        return first;
    }
}
