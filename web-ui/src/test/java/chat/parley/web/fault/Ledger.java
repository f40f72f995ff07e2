package chat.parley.web.fault;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.web.fault.Sender.Accepted;

import tools.jackson.databind.JsonNode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;

/** Compares what senders were told with what a chat holds. */
final class Ledger {

    private Ledger() {}

    /**
     * All that was accepted is there, once, where it was said to be, in the order of each sender;
     * nothing else is there, and no number is missing.
     */
    static void check(ChatEnd end, Sender... senders) {
        List<JsonNode> stored = end.everything();
        assertThat(stored)
                .extracting(message -> message.get("sequence").longValue())
                .as("sequences")
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, stored.size()).boxed().toList());
        Map<UUID, Accepted> byId = new HashMap<>();
        for (JsonNode message : stored) {
            Accepted asStored = asStored(message);
            assertThat(byId.put(asStored.clientMessageId(), asStored))
                    .as("a second %s", asStored)
                    .isNull();
        }
        for (Sender sender : senders) {
            assertThat(sender.accepted()).as("messages of %s", sender.name()).isNotEmpty();
            assertThat(byId.values()).containsAll(sender.accepted());
            assertThat(sender.accepted())
                    .extracting(Accepted::sequence)
                    .as("order of %s", sender.name())
                    .isSorted();
            sender.accepted().forEach(message -> byId.remove(message.clientMessageId()));
        }
        assertThat(byId).as("messages that nobody was told of").isEmpty();
    }

    private static Accepted asStored(JsonNode message) {
        return new Accepted(
                UUID.fromString(message.get("client_message_id").stringValue()),
                message.get("content").stringValue(),
                message.get("sequence").longValue());
    }
}
