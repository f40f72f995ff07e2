package chat.parley.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Who has used the processors from a moment on: the servers, the database, the benchmark itself,
 * and everybody else on the machine, whose share says how quiet the measurement was.
 */
public final class ProcessorClock {

    private static final int IDLE = 3;
    private static final int WAITING = 4;

    /** What follows is time of guests, which counts as that of users already. */
    private static final int STOLEN = 7;

    private final Database postgres;
    private final List<ServerProcess> servers;
    private final long start = System.nanoTime();
    private final Duration machineBefore = machine();
    private final Duration serversBefore;
    private final Duration databaseBefore;
    private final Duration generatorBefore = generator();

    /**
     * @param servers none where all but the database happens in this process
     */
    public ProcessorClock(Database postgres, ServerProcess... servers) {
        this.postgres = postgres;
        this.servers = List.of(servers);
        serversBefore = serversTime();
        databaseBefore = postgres.processorTime();
    }

    private Duration serversTime() {
        return servers.stream()
                .map(ServerProcess::processorTime)
                .reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * @param others the share of the machine's processors that other processes took, 0 to 1
     */
    public record Used(Duration servers, Duration database, Duration generator, double others) {}

    public Used used() {
        Duration byServers = serversTime().minus(serversBefore);
        Duration byDatabase = postgres.processorTime().minus(databaseBefore);
        Duration byGenerator = generator().minus(generatorBefore);
        Duration rest =
                machine()
                        .minus(machineBefore)
                        .minus(byServers)
                        .minus(byDatabase)
                        .minus(byGenerator);
        double there =
                (double) (System.nanoTime() - start) * Runtime.getRuntime().availableProcessors();
        return new Used(
                byServers, byDatabase, byGenerator, Math.clamp(rest.toNanos() / there, 0.0, 1.0));
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
