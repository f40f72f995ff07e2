package chat.parley.query.inbox;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
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

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{M}]+");

    private Words() {}

    /** The words in order. */
    static List<String> of(String text) {
        return WORD.matcher(folded(text)).results().map(match -> shortened(match.group())).toList();
    }

    /**
     * By capitals, for some letters have the same as others: ß and ss, ς and σ. Whether a capital
     * sigma ends its word is not asked, for a prefix ends elsewhere.
     */
    private static String folded(String text) {
        String folded =
                composed(text).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace('ς', 'σ');
        return composed(folded);
    }

    private static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC);
    }

    /**
     * The words as the text form of a {@code tsvector}; none of them has a character that would
     * need escaping.
     */
    static String vector(String text) {
        return of(text).stream()
                .distinct()
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
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
