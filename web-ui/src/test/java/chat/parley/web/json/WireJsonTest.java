package chat.parley.web.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;

class WireJsonTest {

    record Body(String text, Integer number, Boolean flag) {}

    private final JsonMapper json = mapper();

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder();
        new WireJson().wireJsonCustomizer().customize(builder);
        return builder.build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-22T10:15:30.000Z", "2026-11-22T10:15:30.120Z"})
    void timesAlwaysCarryMilliseconds(String time) {
        assertThat(json.writeValueAsString(Instant.parse(time))).isEqualTo("\"" + time + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\": 1}",
                "{\"text\": 1.5}",
                "{\"text\": true}",
                "{\"number\": \"1\"}",
                "{\"number\": 1.5}",
                "{\"flag\": \"true\"}",
                "{\"flag\": 1}"
            })
    void aValueOfAnotherTypeIsNotConverted(String body) {
        assertThatThrownBy(() -> json.readValue(body, Body.class))
                .isInstanceOf(JacksonException.class);
    }

    @Test
    void aFieldThatComesTwiceIsAnError() {
        assertThatThrownBy(() -> json.readValue("{\"text\": \"a\", \"text\": \"b\"}", Body.class))
                .isInstanceOf(JacksonException.class);
    }

    @Test
    void unknownFieldsAreIgnored() {
        assertThat(json.readValue("{\"text\": \"a\", \"more\": [1]}", Body.class).text())
                .isEqualTo("a");
    }
}
