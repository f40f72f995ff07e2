package chat.parley.benchmarks.server;

import java.util.List;

/** The heap that every server on a JVM is given, so that none wins by having more. */
public final class Heap {

    /** Both bounds. */
    public static final String SIZE = "1g";

    static final List<String> OPTIONS = List.of("-Xms" + SIZE, "-Xmx" + SIZE);

    private Heap() {}
}
