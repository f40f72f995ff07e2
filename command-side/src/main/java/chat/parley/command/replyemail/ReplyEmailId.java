package chat.parley.command.replyemail;

import chat.parley.api.ChatId;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Message-ID of a reply e-mail: the same for every attempt, and it says whose chat it is of.
 */
public final class ReplyEmailId {

    private static final Pattern FORM = Pattern.compile("<reply-([0-9a-f-]{36})-\\d+@[^>]*>");

    private ReplyEmailId() {}

    static String of(EmailWindow window, String host) {
        return "<reply-%s-%d@%s>".formatted(window.chatId(), window.sequence(), host);
    }

    /** The chat whose reply e-mail has this Message-ID; empty if it is another sort of mail. */
    public static Optional<ChatId> chatIn(String messageId) {
        Matcher parts = FORM.matcher(messageId.strip());
        return parts.matches() ? Optional.of(ChatId.of(parts.group(1))) : Optional.empty();
    }
}
