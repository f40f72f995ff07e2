package chat.parley.log;

import chat.parley.api.AdminEvent;
import chat.parley.api.ChatEvent;
import chat.parley.api.Event;

import java.util.List;
import java.util.stream.Stream;

/** The stable names of the events that this version of Parley stores. */
public final class EventTypes {

    /** All of them, in the order of the alphabet. */
    public static final List<String> ALL =
            Stream.of(ChatEvent.class, AdminEvent.class)
                    .flatMap(kind -> Stream.of(kind.getPermittedSubclasses()))
                    .map(Class::getSimpleName)
                    .sorted()
                    .toList();

    /** What is about a chat outside of its stream: its payload names the chat as "chat_id". */
    static final List<String> ABOUT_CHATS =
            Stream.of(AdminEvent.class.getPermittedSubclasses())
                    .filter(AdminEvent.AboutChat.class::isAssignableFrom)
                    .map(Class::getSimpleName)
                    .sorted()
                    .toList();

    private EventTypes() {}

    /** The name an event is stored under: that of its class, to which tests hold the codec. */
    public static String of(Event event) {
        return event.getClass().getSimpleName();
    }
}
