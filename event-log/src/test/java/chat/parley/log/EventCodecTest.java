package chat.parley.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.api.AdminEvent;
import chat.parley.api.ChatEvent;
import chat.parley.api.Event;
import chat.parley.log.ExampleEvents.Example;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The golden files show for ever how each event was stored once. A change of one breaks every log
 * out there: add a revision instead.
 */
class EventCodecTest {

    private final JsonMapper json = JsonMapper.builder().build();
    private final EventCodec codec = new EventCodec();

    static List<Example> examples() {
        return ExampleEvents.ALL;
    }

    @Test
    void thereIsAnExampleOfEveryEvent() {
        assertThat(ExampleEvents.ALL)
                .<Class<?>>extracting(example -> example.event().getClass())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(ChatEvent.class, AdminEvent.class)
                                .map(Class::getPermittedSubclasses)
                                .flatMap(Stream::of)
                                .toList());
    }

    @Test
    void theNamesOfAllEventsAreKnown() {
        assertThat(EventTypes.ALL)
                .containsExactlyInAnyOrderElementsOf(
                        ExampleEvents.ALL.stream()
                                .map(example -> encode(example.event()).type())
                                .toList());
        assertThat(ExampleEvents.ALL)
                .allSatisfy(example ->
                        assertThat(EventTypes.of(example.event()))
                                .isEqualTo(encode(example.event()).type()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyEventIsWrittenAsItsGoldenFileShows(Example example) throws IOException {
        EncodedEvent encoded = encode(example.event());
        JsonNode golden = golden(example, "");

        assertThat(encoded.type()).isEqualTo(golden.required("type").stringValue());
        assertThat(encoded.revision()).isEqualTo(golden.required("revision").intValue());
        assertThat(json.readTree(encoded.payload())).isEqualTo(golden.required("payload"));
        assertThat(encoded.personal() == null ? json.nullNode() : json.readTree(encoded.personal()))
                .isEqualTo(golden.required("personal"));
        assertThat(json.readTree(encoded.metadata())).isEqualTo(golden.required("metadata"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyGoldenFileIsStillRead(Example example) throws IOException {
        LoggedEvent logged = codec.decode(stored(golden(example, "")));

        assertThat(logged.event()).isEqualTo(example.event());
        assertThat(logged.correlationId()).isEqualTo(ExampleEvents.CORRELATION_ID);
        assertThat(logged.causationId()).isEqualTo(ExampleEvents.CAUSATION_ID);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anEventOutlivesThePersonItWasAbout(Example example) throws IOException {
        boolean isPersonal = !example.event().equals(example.erased());
        JsonNode golden = golden(example, isPersonal ? "-erased" : "");

        assertThat(codec.decode(stored(golden)).event()).isEqualTo(example.erased());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void nothingPersonalIsOutsideThePersonalPart(Example example) {
        EncodedEvent encoded = encode(example.event());
        EncodedEvent erased = encode(example.erased());

        assertThat(encoded.payload()).isEqualTo(erased.payload());
        assertThat(encoded.metadata()).isEqualTo(erased.metadata());
        assertThat(erased.personal()).isNull();
    }

    @Test
    void anEventOfALaterVersionIsNotGuessedAt() throws IOException {
        StoredEvent known = stored(golden(ExampleEvents.ALL.getFirst(), ""));

        assertThatThrownBy(() -> codec.decode(as(known, "ChatMerged", 1)))
                .isInstanceOf(UnknownEvent.class);
        assertThatThrownBy(() -> codec.decode(as(known, known.type(), 2)))
                .isInstanceOf(UnknownEvent.class);
    }

    private EncodedEvent encode(Event event) {
        return codec.encode(event, ExampleEvents.CORRELATION_ID, ExampleEvents.CAUSATION_ID);
    }

    private JsonNode golden(Example example, String variant) throws IOException {
        String file =
                "/events/" + example.event().getClass().getSimpleName() + "-1" + variant + ".json";
        try (InputStream content = getClass().getResourceAsStream(file)) {
            assertThat(content).as(file).isNotNull();
            return json.readTree(content);
        }
    }

    private static StoredEvent stored(JsonNode golden) {
        JsonNode personal = golden.required("personal");
        return new StoredEvent(
                1,
                golden.required("stream").stringValue(),
                0,
                UUID.randomUUID(),
                golden.required("type").stringValue(),
                golden.required("revision").intValue(),
                Instant.parse(golden.required("at").stringValue()),
                golden.required("payload").toString(),
                personal.isNull() ? null : personal.toString(),
                golden.required("metadata").toString());
    }

    private static StoredEvent as(StoredEvent event, String type, int revision) {
        return new StoredEvent(
                event.position(),
                event.stream(),
                event.sequence(),
                event.eventId(),
                type,
                revision,
                event.at(),
                event.payload(),
                event.personal(),
                event.metadata());
    }
}
