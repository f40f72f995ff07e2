package chat.parley.web.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLineTest {

    @Test
    void everyCellIsQuotedAndQuotesAreDoubled() {
        assertThat(CsvLine.of(1, "a \"b\", c", null, ""))
                .isEqualTo("\"1\",\"a \"\"b\"\", c\",,\"\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＠x"})
    void noCellBeginsAsAFormula(String text) {
        assertThat(CsvLine.of(text)).startsWith("\"'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a;=cmd()|a;'=cmd()", "a;;+1|a;;'+1", "a;b=c|a;b=c", "a, -5|a, -5"})
    void noFormulaBeginsWhereASpreadsheetMayCutTheLine(String text, String cell) {
        assertThat(CsvLine.of(text)).isEqualTo('"' + cell + "\"\r\n");
    }
}
