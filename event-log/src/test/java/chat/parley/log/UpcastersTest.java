package chat.parley.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.log.Upcasters.Upcaster;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;

class UpcastersTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** A made-up event: revision 2 renamed its number, revision 3 split its personal name. */
    private static final Upcaster NUMBER_RENAMED =
            first -> {
                ObjectNode payload = first.payload().deepCopy();
                payload.set("sequence", payload.remove("number"));
                return new EventJson(payload, first.personal());
            };

    private static final Upcaster NAME_SPLIT =
            second -> {
                ObjectNode personal = second.personal().deepCopy();
                if (personal.remove("name") != null) {
                    String[] names = second.personal().required("name").stringValue().split(" ", 2);
                    personal.put("first_name", names[0]).put("last_name", names[1]);
                }
                return new EventJson(second.payload(), personal);
            };

    private final Upcasters upcasters =
            new Upcasters(Map.of("Greeted", List.of(NUMBER_RENAMED, NAME_SPLIT)));

    @Test
    void everyRevisionIsBroughtToTheNewestStepByStep() {
        EventJson newest =
                json("{'sequence': 7}", "{'first_name': 'Ada', 'last_name': 'Lovelace'}");

        assertThat(upcasters.newestRevision("Greeted")).isEqualTo(3);
        assertThat(greeted(1, json("{'number': 7}", "{'name': 'Ada Lovelace'}"))).isEqualTo(newest);
        assertThat(greeted(2, json("{'sequence': 7}", "{'name': 'Ada Lovelace'}")))
                .isEqualTo(newest);
        assertThat(greeted(3, newest)).isEqualTo(newest);
    }

    @Test
    void anErasedEventIsBroughtToTheNewestRevisionToo() {
        assertThat(greeted(1, json("{'number': 7}", "{}")))
                .isEqualTo(json("{'sequence': 7}", "{}"));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 4})
    void aRevisionThatThereIsNotIsNotGuessedAt(int revision) {
        EventJson stored = json("{}", "{}");

        assertThatThrownBy(() -> greeted(revision, stored)).isInstanceOf(UnknownEvent.class);
    }

    @Test
    void aTypeThatNeverChangedIsInItsFirstRevision() {
        EventJson stored = json("{'n': 1}", "{}");

        assertThat(upcasters.newestRevision("Parted")).isEqualTo(1);
        assertThat(upcasters.upcast("Parted", 1, stored)).isSameAs(stored);
        assertThatThrownBy(() -> upcasters.upcast("Parted", 2, stored))
                .isInstanceOf(UnknownEvent.class);
    }

    @ParameterizedTest
    @CsvSource({
        "the mail server could not be reached, unreachable",
        "The mail server could not be reached, unreachable",
        "the mail server refused the sign-in, sign_in_refused",
        "the mail server refused the e-mail, refused",
        "the e-mail could not be composed, not_composed",
        "something that nobody remembers, other"
    })
    void theReasonOfAFailedEmailWasASentenceOnce(String sentence, String word) {
        EventJson first = json("{'window': 7, 'attempt': 2, 'permanent': true}", "{}");
        first.payload().put("reason", sentence);
        ObjectNode expected = first.payload().deepCopy().put("reason", word);

        EventJson newest = Upcasters.ALL.upcast("ReplyEmailFailed", 1, first);

        assertThat(newest.payload()).isEqualTo(expected);
        assertThat(first.payload().required("reason").stringValue())
                .as("what was stored")
                .isEqualTo(sentence);
    }

    private EventJson greeted(int revision, EventJson stored) {
        return upcasters.upcast("Greeted", revision, stored);
    }

    private static EventJson json(String payload, String personal) {
        return new EventJson(object(payload), object(personal));
    }

    private static ObjectNode object(String text) {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }
}
