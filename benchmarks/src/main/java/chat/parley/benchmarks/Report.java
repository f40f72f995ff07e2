package chat.parley.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What a benchmark has to say, in Markdown. */
final class Report {

    private final String name;
    private final List<String> surroundings = new ArrayList<>();
    private final List<String> parts = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    Report(String name) {
        this.name = name;
        surroundings("Date", LocalDate.now(ZoneOffset.UTC).toString());
        surroundings("Machine", Machine.here().toString());
        surroundings("Parley", Versions.parley());
        surroundings("JDK", Versions.jdk());
    }

    /** Something that the reader has to know to make sense of the numbers. */
    final void surroundings(String what, String value) {
        surroundings.add("- " + what + ": " + value);
    }

    void paragraph(String text) {
        parts.add(text + "\n");
    }

    void table(String title, Table table) {
        parts.add("## " + title + "\n\n" + table.markdown());
    }

    /** Something went wrong, so that the numbers are not to be trusted. */
    void fault(String sentence) {
        faults.add(sentence);
        System.err.println("FAULT: " + sentence);
    }

    boolean hasFaults() {
        return !faults.isEmpty();
    }

    /** Tells how far it is. */
    static void progress(String line) {
        System.out.println(line);
    }

    /** Prints it, and writes it to a file that has its name. */
    void write(Path directory) throws IOException {
        String text = markdown();
        System.out.println("\n" + text);
        Files.writeString(Files.createDirectories(directory).resolve(name + ".md"), text);
    }

    private String markdown() {
        StringBuilder text = new StringBuilder("# " + name + "\n\n");
        text.append(String.join("\n", surroundings)).append("\n\n");
        if (hasFaults()) {
            text.append("**This run had faults, its numbers are not to be trusted:**\n\n");
            faults.forEach(fault -> text.append("- ").append(fault).append('\n'));
            text.append('\n');
        }
        return text.append(String.join("\n", parts)).toString();
    }
}
