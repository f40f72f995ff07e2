package chat.parley.benchmarks.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What lives in the heap of a server on a JVM, by the JDK's {@code jcmd}. */
public final class LiveHeap {

    /** The first collection still keeps what waits for a finalizer or a cleaner. */
    private static final int COLLECTIONS = 3;

    private static final Pattern USED = Pattern.compile("heap\\s+total .*?used (\\d+)K");
    private static final long KIB = 1024;

    private LiveHeap() {}

    /** Bytes in use after a full collection. */
    public static long bytes(ServerProcess server) {
        for (int i = 0; i < COLLECTIONS; i++) {
            jcmd(server, "GC.run");
        }
        Matcher used = USED.matcher(jcmd(server, "GC.heap_info"));
        if (!used.find()) {
            throw new IllegalStateException("jcmd does not tell how much of the heap is used.");
        }
        return Long.parseLong(used.group(1)) * KIB;
    }

    private static String jcmd(ServerProcess server, String command) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process process =
                    new ProcessBuilder(jcmd, String.valueOf(server.pid()), command).start();
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
