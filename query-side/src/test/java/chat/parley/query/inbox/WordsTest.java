package chat.parley.query.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
