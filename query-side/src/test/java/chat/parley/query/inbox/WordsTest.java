package chat.parley.query.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class WordsTest {

    @Test
    void anAddressIsFoundByItsParts() {
        assertThat(Words.of("Ada.Lovelace@Example.com"))
                .containsExactly("ada", "lovelace", "example", "com");
    }

    @Test
    void caseAndCompositionDoNotMatter() {
        assertThat(Words.of("CAF\u00c9"))
                .isEqualTo(Words.of("cafe\u0301"))
                .isEqualTo(Words.of("caf\u00e9"));
    }

    @ParameterizedTest
    @CsvSource({
        "Straße, STRASSE",
        "ΣΊΣΥΦΟΣ, σίσυφος",
        "σίσυφοσ, σίσυφος",
        "ﬁn, FIN",
        "ΐ, \u0399\u0308\u0301",
        "ǰ, J\u030c"
    })
    void lettersThatChangeWithTheirCaseAreTheSameToo(String one, String other) {
        assertThat(Words.of(one)).isEqualTo(Words.of(other));
    }

    @Test
    void theBeginningOfAWordIsThatOfTheWholeWord() {
        assertThat(Words.of("σίσυφος").getFirst()).startsWith(Words.of("ΣΊΣ").getFirst());
    }

    @Test
    void wildcardsAndOperatorsAreNoWords() {
        assertThat(Words.of("% _ * & | ! ( ) : ' \\ <->")).isEmpty();
        assertThat(Words.query(Words.of("%"))).isEmpty();
    }

    @Test
    void theLastWordIsAPrefixAndTheOthersAreWhole() {
        assertThat(Words.query(List.of("charged", "twi"))).isEqualTo("'charged' & 'twi':*");
    }

    @Test
    void aWordThatPostgresWouldRefuseIsShortenedTheSameOnBothSides() {
        String endless = "\ud835\udd38".repeat(10_000);

        assertThat(Words.of(endless))
                .hasSize(1)
                .allSatisfy(word ->
                        assertThat(word.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                .hasSizeLessThan(2_047));
    }
}
