package chat.parley.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What of which version was measured. */
final class Versions {

    private Versions() {}

    static String jdk() {
        return System.getProperty("java.vm.name") + " " + Runtime.version();
    }

    /** The commit that is checked out, and whether there is more than that. */
    static String parley() {
        String commit = output(List.of("git", "rev-parse", "--short=12", "HEAD"));
        String changes = output(List.of("git", "status", "--porcelain", "--", "..", ":!results"));
        return changes.isEmpty() ? commit : commit + " with changes";
    }

    static String node() {
        return output(List.of("node", "--version"));
    }

    /** What a program says in its first line, or that it is missing. */
    static String output(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().findFirst().orElse("");
        } catch (IOException e) {
            return "missing";
        }
    }
}
