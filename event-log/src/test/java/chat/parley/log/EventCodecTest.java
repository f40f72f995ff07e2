package chat.parley.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.api.AdminEvent;
import chat.parley.api.ChatEvent;
import chat.parley.api.Event;
import chat.parley.log.ExampleEvents.Example;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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

    @Test
    void whatIsAboutAChatOutsideOfItsStreamNamesIt() {
        assertThat(EventTypes.ABOUT_CHATS)
                .containsExactlyInAnyOrderElementsOf(
                        ExampleEvents.ALL.stream()
                                .map(example -> encode(example.event()))
                                .filter(encoded -> json.readTree(encoded.payload()).has("chat_id"))
                                .map(EncodedEvent::type)
                                .toList());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyEventIsWrittenAsItsGoldenFileShows(Example example) throws IOException {
        EncodedEvent encoded = encode(example.event());
        JsonNode golden = golden(example, encoded.revision(), "");

        assertThat(encoded.type()).isEqualTo(golden.required("type").stringValue());
        assertThat(encoded.revision()).isEqualTo(golden.required("revision").intValue());
        assertThat(json.readTree(encoded.payload())).isEqualTo(golden.required("payload"));
        assertThat(withoutSalt(encoded.personal())).isEqualTo(golden.required("personal"));
        assertThat(json.readTree(encoded.metadata())).isEqualTo(golden.required("metadata"));
    }

    private JsonNode withoutSalt(@Nullable String personal) {
        if (personal == null) {
            return json.nullNode();
        }
        ObjectNode salted = (ObjectNode) json.readTree(personal);
        assertThat(UUID.fromString(salted.remove("salt").stringValue()).version()).isEqualTo(4);
        return salted;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theGoldenFileOfEveryRevisionIsStillRead(Example example) throws IOException {
        for (int revision = 1; revision <= newestRevision(example); revision++) {
            LoggedEvent logged = codec.decode(stored(golden(example, revision, "")));

            assertThat(logged.revision()).isEqualTo(revision);
            assertThat(logged.event()).isEqualTo(example.event());
            assertThat(logged.correlationId()).isEqualTo(ExampleEvents.CORRELATION_ID);
            assertThat(logged.causationId()).isEqualTo(ExampleEvents.CAUSATION_ID);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anEventOfAnyRevisionOutlivesThePersonItWasAbout(Example example) throws IOException {
        for (int revision = 1; revision <= newestRevision(example); revision++) {
            JsonNode golden = golden(example, revision, isPersonal(example) ? "-erased" : "");

            assertThat(codec.decode(stored(golden)).event()).isEqualTo(example.erased());
        }
    }

    @Test
    void noGoldenFileIsWithoutItsEvent() throws IOException, URISyntaxException {
        Set<String> read = new TreeSet<>();
        for (Example example : ExampleEvents.ALL) {
            for (int revision = 1; revision <= newestRevision(example); revision++) {
                read.add(file(example, revision, ""));
                if (isPersonal(example)) {
                    read.add(file(example, revision, "-erased"));
                }
            }
        }
        Path folder = Path.of(getClass().getResource("/events").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> "/events/" + file.getFileName()))
                    .containsExactlyInAnyOrderElementsOf(read);
        }
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
        StoredEvent known = stored(golden(ExampleEvents.ALL.getFirst(), 1, ""));

        assertThatThrownBy(() -> codec.decode(as(known, "ChatMerged", 1)))
                .isInstanceOf(UnknownEvent.class);
        assertThatThrownBy(() -> codec.decode(as(known, known.type(), 2)))
                .isInstanceOf(UnknownEvent.class);
        assertThatThrownBy(() -> codec.decode(as(known, "ReplyEmailFailed", 3)))
                .isInstanceOf(UnknownEvent.class);
    }

    private EncodedEvent encode(Event event) {
        return codec.encode(event, ExampleEvents.CORRELATION_ID, ExampleEvents.CAUSATION_ID);
    }

    private int newestRevision(Example example) {
        return encode(example.event()).revision();
    }

    private static boolean isPersonal(Example example) {
        return !example.event().equals(example.erased());
    }

    private static String file(Example example, int revision, String variant) {
        String type = example.event().getClass().getSimpleName();
        return "/events/%s-%d%s.json".formatted(type, revision, variant);
    }

    private JsonNode golden(Example example, int revision, String variant) throws IOException {
        String file = file(example, revision, variant);
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
