import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Formats every Java file of the project, or checks that it is formatted. The build runs it on the toolchain's JDK: the
 * formatter parses with the compiler of the JDK that it runs on, and Maven itself may run on an older one.
 */
final class Format {

    private static final JavaFormatterOptions.Style STYLE = JavaFormatterOptions.Style.AOSP;

    public static void main(String[] args) throws IOException, FormatterException {
        boolean apply = args[0].equals("apply");
        List<Path> unformatted = new ArrayList<>();
        for (Path file : javaFiles(Path.of(args[1]))) {
            String source = Files.readString(file);
            String formatted = format(source);
            if (!formatted.equals(source)) {
                unformatted.add(file);
                if (apply) {
                    Files.writeString(file, formatted);
                }
            }
        }
        if (!apply && !unformatted.isEmpty()) {
            System.err.println("These files are not formatted; run ./mvnw -N initialize exec:exec@format");
            unformatted.forEach(file -> System.err.println("  " + file));
            System.exit(1);
        }
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        try (var modules = Files.list(root)) {
            List<Path> files = new ArrayList<>();
            for (Path sources : modules.map(module -> module.resolve("src")).filter(Files::isDirectory).toList()) {
                try (var tree = Files.walk(sources)) {
                    tree.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
                }
            }
            return files;
        }
    }

    private static String format(String source) throws FormatterException {
        Formatter formatter =
                new Formatter(JavaFormatterOptions.builder().style(STYLE).build());
        String tidy = RemoveUnusedImports.removeUnusedImports(source);
        return formatter.formatSource(ImportOrderer.reorderImports(tidy, STYLE));
    }
}
