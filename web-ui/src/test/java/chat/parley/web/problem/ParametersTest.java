package chat.parley.web.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.util.UriComponentsBuilder;

import java.time.Instant;

class ParametersTest {

    @Test
    void withoutAnythingAPageHasTheUsualLength() {
        assertThat(page("")).isEqualTo(new PageParameters(null, null, 100));
    }

    @Test
    void whatComesLaterIsUsuallyAThousand() {
        assertThat(page("after=0")).isEqualTo(new PageParameters(null, 0L, 1_000));
        assertThat(page("after=7&limit=1000")).isEqualTo(new PageParameters(null, 7L, 1_000));
    }

    @Test
    void theLastPageBeforeASequenceCanBeAskedFor() {
        assertThat(page("before=1&limit=200")).isEqualTo(new PageParameters(1L, null, 200));
        assertThat(page("before=9223372036854775807").before()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=201",
                "limit=-1",
                "limit=",
                "limit=ten",
                "limit=1.5",
                "limit=+1",
                "limit= 1",
                "limit=٣",
                "limit=0x10",
                "limit=1&limit=1",
                "limit=99999999999999999999",
                "before=0",
                "before=-1",
                "before=",
                "before=9223372036854775808",
                "before=1&before=2",
                "after=-1",
                "after=",
                "after=1&after=1",
                "after=0&limit=1001",
                "after=0&limit=0",
                "before=5&after=1",
                "before=0&after=0"
            })
    void everythingElseIsMalformed(String query) {
        assertMalformed(() -> page(query));
    }

    @Test
    void otherValuesAreReadAsStrictly() {
        assertThat(of("archived=true").flag("archived", false)).isTrue();
        assertThat(of("").flag("archived", false)).isFalse();
        assertThat(of("q=").text("q")).isEmpty();
        assertThat(of("at=2026-11-22T10:15:30.123Z").instant("at"))
                .isEqualTo(Instant.parse("2026-11-22T10:15:30.123Z"));
        assertMalformed(() -> of("archived=").flag("archived", false));
        assertMalformed(() -> of("archived=yes").flag("archived", false));
        assertMalformed(() -> of("q=a&q=b").text("q"));
        assertMalformed(() -> of("q=%00").text("q"));
        assertMalformed(() -> of("at=yesterday").instant("at"));
        assertMalformed(() -> of("at=").instant("at"));
    }

    @Test
    void timesThatNoDatabaseKnowsAreAsGoodAsTheFirstAndTheLast() {
        assertThat(of("at=-1000000000-01-01T00:00:00Z").instant("at"))
                .isEqualTo(Instant.parse("0001-01-01T00:00:00Z"));
        assertThat(of("at=+1000000000-12-31T23:59:59Z").instant("at"))
                .isEqualTo(Instant.parse("9999-12-31T23:59:59.999Z"));
    }

    private static PageParameters page(String query) {
        return PageParameters.of(of(query), 100);
    }

    private static Parameters of(String query) {
        var request = new MockHttpServletRequest();
        UriComponentsBuilder.newInstance()
                .query(query.replace("%00", "\0"))
                .build()
                .getQueryParams()
                .forEach((name, values) ->
                        values.forEach(
                                value -> request.addParameter(name, value == null ? "" : value)));
        return Parameters.of(request);
    }

    private static void assertMalformed(Runnable reading) {
        assertThatExceptionOfType(InvalidRequest.class)
                .isThrownBy(reading::run)
                .satisfies(refusal ->
                        assertThat(refusal.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST));
    }
}
