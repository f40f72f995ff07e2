package chat.parley.log;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

class SqlArrayTest {

    private static HikariDataSource inBinary;
    private static HikariDataSource inText;

    @BeforeAll
    static void open() {
        inBinary = TestDatabase.fresh();
        HikariConfig config = new HikariConfig();
        inBinary.copyStateTo(config);
        config.setPoolName(null);
        config.addDataSourceProperty("binaryTransfer", "false");
        config.getDataSourceProperties().remove("binaryTransferEnable");
        inText = new HikariDataSource(config);
    }

    @AfterAll
    static void close() {
        inText.close();
        inBinary.close();
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    bool,        true
                    int4,        -2147483648
                    int8,        9223372036854775807
                    text,        'Grüße 👋, {"quoted\\", NULL}'
                    uuid,        6f1c2f9e-3f0a-4b4e-9c55-0d6a3e0f7a11
                    timestamptz, 2026-11-28T10:15:30.123456Z
                    timestamptz, 1969-12-31T23:59:59.999999Z
                    bytea,       bytes
                    """)
    void everyElementArrives(String type, String text) {
        Object element =
                switch (type) {
                    case "bool" -> Boolean.valueOf(text);
                    case "int4" -> Integer.valueOf(text);
                    case "int8" -> Long.valueOf(text);
                    case "uuid" -> UUID.fromString(text);
                    case "timestamptz" -> Instant.parse(text);
                    case "bytea" -> text.getBytes(UTF_8);
                    default -> text;
                };
        String asText = type.equals("bytea") ? "convert_from(e, 'UTF8')" : "e::text";
        String expected =
                new JdbcTemplate(inBinary)
                        .queryForObject(
                                "SELECT " + (type.equals("bytea") ? "?" : "?::" + type + "::text"),
                                String.class,
                                text);

        for (HikariDataSource database : List.of(inBinary, inText)) {
            assertThat(arrived(database, type, asText, element, null, element))
                    .containsExactly(expected, null, expected);
            assertThat(arrived(database, type, asText)).isEmpty();
        }
    }

    @Test
    void aColumnMayBeLong() {
        List<String> texts =
                IntStream.range(0, 3_000).mapToObj(n -> "text ".repeat(n % 100) + n).toList();

        assertThat(arrived(inBinary, "text", "e", texts.toArray())).isEqualTo(texts);
    }

    private static List<@Nullable String> arrived(
            HikariDataSource database, String type, String asText, @Nullable Object... elements) {
        return new ArrayList<>(
                new JdbcTemplate(database)
                        .queryForList(
                                "SELECT "
                                        + asText
                                        + " FROM unnest(?) WITH ORDINALITY AS a (e, n) ORDER BY n",
                                String.class,
                                SqlArray.column(
                                        type, Arrays.asList(elements), element -> element)));
    }
}
