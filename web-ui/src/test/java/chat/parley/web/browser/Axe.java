package chat.parley.web.browser;

import com.microsoft.playwright.Page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds what keeps people with assistive technology out (axe-core; WCAG 2.2 A and AA, and good
 * practice).
 */
final class Axe {

    private static final Path SCRIPT =
            Path.of("frontend", "node_modules", "axe-core", "axe.min.js");

    private static final String RUN =
            """
            async () => {
              const { violations } = await axe.run()
              return violations.flatMap(({ id, help, nodes }) =>
                nodes.map(node => `${id}: ${help}: ${node.target.flat().join(' ')}: ${node.any[0]?.message ?? ''}`))
            }
            """;

    private Axe() {}

    @SuppressWarnings("unchecked")
    static List<String> violationsOn(Page page) {
        page.evaluate(script());
        return (List<String>) page.evaluate(RUN);
    }

    private static String script() {
        try {
            return Files.readString(SCRIPT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
