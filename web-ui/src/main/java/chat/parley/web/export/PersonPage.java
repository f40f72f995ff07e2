package chat.parley.web.export;

import chat.parley.api.HistoryEntry;
import chat.parley.api.MessageView;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

import java.nio.charset.StandardCharsets;

/** The export as a page that a person can read, print and keep; it needs nothing from anywhere. */
final class PersonPage {

    private PersonPage() {}

    static String of(PersonExport export) {
        StringBuilder page = new StringBuilder();
        page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<title>Your chat</title>\n</head>\n<body>\n<h1>Your chat</h1>\n<dl>\n");
        term(page, "Name", export.userName());
        term(page, "Email", export.userEmail());
        term(page, "User ID", export.userId());
        term(page, "Chat", export.chatId());
        term(page, "First contact", export.createdAt());
        term(page, "Erased", export.erasedAt());
        term(page, "Exported", export.exportedAt());
        page.append("</dl>\n<h2>Messages</h2>\n<ol>\n");
        for (MessageView message : export.messages()) {
            page.append("<li><p><strong>")
                    .append(
                            escaped(
                                    message.senderName() == null
                                            ? message.senderType()
                                            : message.senderName()))
                    .append("</strong>, ")
                    .append(message.createdAt())
                    .append("</p><pre>")
                    .append(message.content() == null ? "(erased)" : escaped(message.content()))
                    .append("</pre></li>\n");
        }
        page.append("</ol>\n<h2>Everything that happened</h2>\n<ol>\n");
        for (HistoryEntry entry : export.history()) {
            page.append("<li>")
                    .append(entry.at())
                    .append(": ")
                    .append(escaped(entry.summary()))
                    .append("</li>\n");
        }
        return page.append("</ol>\n</body>\n</html>\n").toString();
    }

    private static void term(StringBuilder page, String name, @Nullable Object value) {
        if (value != null) {
            page.append("<dt>")
                    .append(name)
                    .append("</dt><dd>")
                    .append(escaped(value))
                    .append("</dd>\n");
        }
    }

    private static String escaped(@Nullable Object value) {
        return value == null
                ? ""
                : HtmlUtils.htmlEscape(value.toString(), StandardCharsets.UTF_8.name());
    }
}
