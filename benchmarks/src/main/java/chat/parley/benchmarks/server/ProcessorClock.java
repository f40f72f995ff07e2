package chat.parley.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * Who has used the processors from a moment on: the server, the database, the benchmark itself, and
 * everybody else on the machine, whose share says how quiet the measurement was.
 */
public final class ProcessorClock {

    private static final int IDLE = 3;
    private static final int WAITING = 4;

    /** What follows is time of guests, which counts as that of users already. */
    private static final int STOLEN = 7;

    private final ServerProcess server;
    private final Database postgres;
    private final long start = System.nanoTime();
    private final Duration machineBefore = machine();
    private final Duration serverBefore;
    private final Duration databaseBefore;
    private final Duration generatorBefore = generator();

    public ProcessorClock(ServerProcess server, Database postgres) {
        this.server = server;
        this.postgres = postgres;
        serverBefore = server.processorTime();
        databaseBefore = postgres.processorTime();
    }

    /**
     * @param others the share of the machine's processors that other processes took, 0 to 1
     */
    public record Used(Duration server, Duration database, Duration generator, double others) {}

    public Used used() {
        Duration byServer = server.processorTime().minus(serverBefore);
        Duration byDatabase = postgres.processorTime().minus(databaseBefore);
        Duration byGenerator = generator().minus(generatorBefore);
        Duration rest =
                machine().minus(machineBefore).minus(byServer).minus(byDatabase).minus(byGenerator);
        double there =
                (double) (System.nanoTime() - start) * Runtime.getRuntime().availableProcessors();
        return new Used(
                byServer, byDatabase, byGenerator, Math.clamp(rest.toNanos() / there, 0.0, 1.0));
    }

    private static Duration generator() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Of all processes, by the first line of {@code /proc/stat}. */
    private static Duration machine() {
        try {
            String line = Files.readString(Path.of("/proc/stat")).lines().findFirst().orElse("");
            long[] ticks =
                    Arrays.stream(line.split(" +")).skip(1).mapToLong(Long::parseLong).toArray();
            long busy = Arrays.stream(ticks).limit(STOLEN + 1).sum() - ticks[IDLE] - ticks[WAITING];
            return Duration.ofMillis(busy * ProcessorTime.MILLIS_PER_TICK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
