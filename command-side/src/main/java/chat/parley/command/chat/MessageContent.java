package chat.parley.command.chat;

import static chat.parley.api.Refusal.Reason.INVALID_CONTENT;

import chat.parley.api.Refusal;

import org.jspecify.annotations.Nullable;

/**
 * The text of a message as it is stored: without white space at both ends, everything else exactly
 * as typed.
 */
final class MessageContent {

    private static final int MAX_CODE_POINTS = 10_000;

    private MessageContent() {}

    /**
     * @throws Refusal if nothing remains, more than 10,000 code points remain, or the text holds
     *     what PostgreSQL cannot store
     */
    static String of(@Nullable String typed) {
        if (typed == null) {
            throw refused("The content is missing.");
        }
        String content = trim(typed);
        if (content.isEmpty()) {
            throw refused("The content is blank.");
        }
        if (content.codePointCount(0, content.length()) > MAX_CODE_POINTS) {
            throw refused("The content is longer than 10,000 characters.");
        }
        if (content.codePoints().anyMatch(MessageContent::isUnstorable)) {
            throw refused("The content holds U+0000 or half of a surrogate pair.");
        }
        return content;
    }

    private static String trim(String typed) {
        int start = 0;
        int end = typed.length();
        // Every white space character of Unicode is one char long.
        while (start < end && isWhiteSpace(typed.charAt(start))) {
            start++;
        }
        while (end > start && isWhiteSpace(typed.charAt(end - 1))) {
            end--;
        }
        return typed.substring(start, end);
    }

    /**
     * Unicode's property White_Space, which neither {@code String.strip} nor {@code trim} follows.
     */
    private static boolean isWhiteSpace(char c) {
        return Character.isSpaceChar(c) || (c >= '\t' && c <= '\r') || c == '\u0085';
    }

    /** A stream of code points has a surrogate only where its other half is missing. */
    private static boolean isUnstorable(int codePoint) {
        return codePoint == 0
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }

    private static Refusal refused(String sentence) {
        return new Refusal(INVALID_CONTENT, "content", sentence);
    }
}
