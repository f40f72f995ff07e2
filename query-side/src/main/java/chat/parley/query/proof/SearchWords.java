package chat.parley.query.proof;

import org.jspecify.annotations.Nullable;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words that texts are found by, as ADR 9 defines them. */
final class SearchWords {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{M}]+");
    private static final int LONGEST = 500;

    private SearchWords() {}

    static Set<String> of(@Nullable String... texts) {
        String all = Arrays.stream(texts).filter(Objects::nonNull).collect(Collectors.joining(" "));
        return WORD.matcher(folded(all))
                .results()
                .map(MatchResult::group)
                .map(SearchWords::cut)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String folded(String text) {
        String capitals = Normalizer.normalize(text, Form.NFKC).toUpperCase(Locale.ROOT);
        String small = capitals.toLowerCase(Locale.ROOT).replace('ς', 'σ');
        return Normalizer.normalize(small, Form.NFKC);
    }

    private static String cut(String word) {
        int[] characters = word.codePoints().limit(LONGEST).toArray();
        return new String(characters, 0, characters.length);
    }
}
