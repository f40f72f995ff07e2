package chat.parley.web.live;

import chat.parley.query.push.Topics;

import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** Who listens to which topic on this node. */
final class Subscriptions implements Topics {

    /**
     * @param id the client's name for it
     */
    record Subscription(StompSession session, String id) {}

    private final ConcurrentHashMap<String, List<Subscription>> byDestination =
            new ConcurrentHashMap<>();
    private final JsonMapper json;

    Subscriptions(JsonMapper json) {
        this.json = json;
    }

    /** What is published from the return of this call on reaches the subscription. */
    void add(String destination, Subscription subscription) {
        byDestination.compute(
                destination,
                (name, before) -> {
                    if (before == null) {
                        return List.of(subscription);
                    }
                    List<Subscription> after = new ArrayList<>(before.size() + 1);
                    after.addAll(before);
                    after.add(subscription);
                    return List.copyOf(after);
                });
    }

    void remove(String destination, Subscription subscription) {
        byDestination.computeIfPresent(
                destination,
                (name, before) -> {
                    List<Subscription> after =
                            before.stream().filter(other -> !other.equals(subscription)).toList();
                    return after.isEmpty() ? null : after;
                });
    }

    @Override
    public void publish(String destination, Object message) {
        List<Subscription> subscribers = byDestination.get(destination);
        if (subscribers == null) {
            return;
        }
        ServerFrame.Content content = content(destination, message);
        for (Subscription subscriber : subscribers) {
            subscriber.session().deliver(subscriber.id(), content);
        }
    }

    ServerFrame.Content content(String destination, Object message) {
        return ServerFrame.Content.json(destination, json.writeValueAsBytes(message));
    }
}
