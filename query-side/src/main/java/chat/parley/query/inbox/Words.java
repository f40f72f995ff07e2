package chat.parley.query.inbox;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What counts as a word of a text, the same for what is stored and what is searched: letters,
 * digits and marks in a row, without regard to case or to how a character is composed. PostgreSQL's
 * own parser is not used: it takes an e-mail address or a path for one word, which nobody finds by
 * its parts.
 */
final class Words {

    /** PostgreSQL takes no lexeme over 2,046 bytes; a code point has at most four. */
    private static final int MAX_CODE_POINTS = 500;

    /** {@link Character#getType}: the categories L, N and M of Unicode. */
    private static final int IN_WORDS =
            1 << Character.UPPERCASE_LETTER
                    | 1 << Character.LOWERCASE_LETTER
                    | 1 << Character.TITLECASE_LETTER
                    | 1 << Character.MODIFIER_LETTER
                    | 1 << Character.OTHER_LETTER
                    | 1 << Character.DECIMAL_DIGIT_NUMBER
                    | 1 << Character.LETTER_NUMBER
                    | 1 << Character.OTHER_NUMBER
                    | 1 << Character.NON_SPACING_MARK
                    | 1 << Character.COMBINING_SPACING_MARK
                    | 1 << Character.ENCLOSING_MARK;

    private Words() {}

    /** The words in order. */
    static List<String> of(String text) {
        String folded = folded(text);
        List<String> words = new ArrayList<>();
        int start = 0;
        int end = 0;
        while (end < folded.length()) {
            int codePoint = folded.codePointAt(end);
            if ((1 << Character.getType(codePoint) & IN_WORDS) == 0) {
                addWord(words, folded, start, end);
                start = end + Character.charCount(codePoint);
            }
            end += Character.charCount(codePoint);
        }
        addWord(words, folded, start, end);
        return words;
    }

    private static void addWord(List<String> words, String text, int start, int end) {
        if (start < end) {
            words.add(shortened(text.substring(start, end)));
        }
    }

    /**
     * By capitals, for some letters have the same as others: ß and ss, ς and σ. Whether a capital
     * sigma ends its word is not asked, for a prefix ends elsewhere.
     */
    private static String folded(String text) {
        if (isAscii(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        String folded =
                composed(text).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('ς', 'σ');
        return composed(folded);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > '\u007f') {
                return false;
            }
        }
        return true;
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    /**
     * The words as the text form of a {@code tsvector}; none of them has a character that would
     * need escaping.
     */
    static String vector(String text) {
        StringBuilder vector = new StringBuilder(text.length() + 32);
        for (String word : new HashSet<>(of(text))) {
            vector.append('\'').append(word).append("' ");
        }
        return vector.toString();
    }

    /**
     * Asks for all words, the last one as a prefix, as the text form of a {@code tsquery}; empty if
     * there is no word.
     */
    static String query(List<String> words) {
        if (words.isEmpty()) {
            return "";
        }
        List<String> whole = words.subList(0, words.size() - 1);
        return Stream.concat(
                        whole.stream().map(word -> "'" + word + "'"),
                        Stream.of("'" + words.getLast() + "':*"))
                .collect(Collectors.joining(" & "));
    }

    private static String shortened(String word) {
        return word.codePointCount(0, word.length()) <= MAX_CODE_POINTS
                ? word
                : word.substring(0, word.offsetByCodePoints(0, MAX_CODE_POINTS));
    }
}
