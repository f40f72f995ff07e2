package chat.parley.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How long processes have been on a processor, by Linux's {@code /proc/<pid>/stat} (proc(5)). */
final class ProcessorTime {

    /** Clock ticks as the kernel shows them to programs, whatever its own are. */
    static final int MILLIS_PER_TICK = 10;

    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    private ProcessorTime() {}

    /** Of a process, without its children. */
    static Duration of(long pid) {
        return ticks(fields(pid), USER, SYSTEM);
    }

    /** Of a process and all that stem from it, those that have ended too. */
    static Duration ofFamily(long pid) {
        Duration time = ticks(fields(pid), USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM);
        List<ProcessHandle> descendants =
                ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).toList();
        for (ProcessHandle descendant : descendants) {
            try {
                time = time.plus(ticks(fields(descendant.pid()), USER, SYSTEM));
            } catch (UncheckedIOException e) {
                // It has ended meanwhile, and counts as its parent's child from now on.
            }
        }
        return time;
    }

    /** What follows the name, which may hold anything. */
    private static String[] fields(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Duration ticks(String[] fields, int... indexes) {
        long ticks = 0;
        for (int index : indexes) {
            ticks += Long.parseLong(fields[index]);
        }
        return Duration.ofMillis(ticks * MILLIS_PER_TICK);
    }
}
