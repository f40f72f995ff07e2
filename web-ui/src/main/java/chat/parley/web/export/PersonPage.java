package chat.parley.web.export;

import chat.parley.api.HistoryEntry;
import chat.parley.api.HistoryEntry.HistoryActor;
import chat.parley.api.MessageView;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import org.springframework.web.util.HtmlUtils;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The export as a page that a person can read, print and keep; it needs nothing from anywhere. */
final class PersonPage {

    private static final String BEGIN =
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>Your chat</title>
            <style>
            body { max-width: 48rem; margin: 2rem auto; padding: 0 1rem; font-family: sans-serif }
            dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem }
            dd { margin: 0 }
            dd, pre { white-space: pre-wrap; overflow-wrap: anywhere; font-family: inherit }
            </style>
            </head>
            <body>
            <h1>Your chat</h1>
            """;

    private final Writer page;

    private PersonPage(Writer page) {
        this.page = page;
    }

    /** Writes the page while the export is read. One that broke off lacks its end. */
    static void write(PersonExport export, Writer page) throws IOException {
        new PersonPage(page).write(export);
    }

    private void write(PersonExport export) throws IOException {
        page.write(BEGIN);
        page.write("<dl>\n");
        term("Name", export.userName());
        term("Email", export.userEmail());
        term("User ID", export.userId());
        term("Chat", export.chatId());
        term("First contact", export.createdAt());
        term("Archived", export.archived() ? "yes" : "no");
        term("Erased", export.erasedAt());
        term("Exported", export.exportedAt());
        page.write("</dl>\n<h2>Messages</h2>\n<ol>\n");
        Iterator<MessageView> messages = export.messages().iterator();
        while (messages.hasNext()) {
            write(messages.next());
        }
        page.write("</ol>\n<h2>Everything that happened</h2>\n<ol>\n");
        Iterator<HistoryEntry> history = export.history().iterator();
        while (history.hasNext()) {
            write(history.next());
        }
        page.write("</ol>\n</body>\n</html>\n");
    }

    private void write(MessageView message) throws IOException {
        page.write("<li><p><strong>");
        text(message.senderName() == null ? message.senderType() : message.senderName());
        page.write("</strong>, ");
        text(message.createdAt());
        page.write(message.readAt() == null ? ", not read yet" : ", read ");
        text(message.readAt());
        page.write("</p><pre>");
        text(message.content() == null ? "(erased)" : message.content());
        page.write("</pre></li>\n");
    }

    private void write(HistoryEntry entry) throws IOException {
        page.write("<li><p><strong>");
        text(entry.summary());
        page.write("</strong>, ");
        text(entry.at());
        page.write("</p><dl>\n");
        term("By", whoever(entry.actor()));
        for (Map.Entry<String, @Nullable Object> detail : entry.details().entrySet()) {
            term(StringUtils.capitalize(detail.getKey().replace('_', ' ')), detail.getValue());
        }
        page.write("</dl></li>\n");
    }

    private static String whoever(HistoryActor actor) {
        return Stream.of(actor.type(), actor.name(), actor.email(), actor.id())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    private void term(String name, @Nullable Object value) throws IOException {
        if (value != null) {
            page.write("<dt>");
            text(name);
            page.write("</dt><dd>");
            text(value);
            page.write("</dd>\n");
        }
    }

    private void text(@Nullable Object value) throws IOException {
        if (value != null) {
            page.write(HtmlUtils.htmlEscape(value.toString(), StandardCharsets.UTF_8.name()));
        }
    }
}
