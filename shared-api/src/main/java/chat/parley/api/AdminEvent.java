package chat.parley.api;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.UUID;

/**
 * What admins did outside of chats, and what became of chats outside of them, for the audit log.
 * Nothing follows from these events. They are for ever, as those of chats are.
 */
public sealed interface AdminEvent extends Event {

    /** The stream of what concerns all of Parley. */
    String INSTALLATION = "installation";

    /** The stream of what an admin did, or what was tried in the admin's name. */
    static String streamOf(String adminId) {
        return "admin-" + adminId;
    }

    /** By default an act is told in the stream of who did it. */
    @Override
    default String stream() {
        return streamOf(by().id());
    }

    /** What is about a chat without being an event of it. */
    interface AboutChat {
        ChatId chatId();
    }

    /** An admin signed in. */
    record AdminSignedIn(Actor by, Instant at) implements AdminEvent {}

    /** An admin signed out. */
    record AdminSignedOut(Actor by, Instant at) implements AdminEvent {}

    /**
     * Somebody gave a wrong password for an account that exists. Told at most once in five minutes.
     *
     * @param by Parley, since nobody knows who it was
     * @param count how many attempts this event stands for
     */
    record AdminSignInFailed(Actor by, Instant at, UUID adminId, int count) implements AdminEvent {

        @Override
        public String stream() {
            return streamOf(adminId.toString());
        }
    }

    /**
     * An admin took events of all streams out of Parley.
     *
     * @param format "csv" or "jsonl"
     * @param selection the query string that chose them, without any text that somebody typed;
     *     personal all the same, for it says whom an admin looked at
     */
    record EventsExported(Actor by, Instant at, String format, @Nullable String selection)
            implements AdminEvent {}

    /**
     * An admin took all data about a person out of Parley.
     *
     * @param format "json" or "html"
     */
    record PersonExported(Actor by, Instant at, ChatId chatId, String format)
            implements AdminEvent, AboutChat {}

    /** An admin had a read model built anew. */
    record ReadModelRebuildRequested(Actor by, Instant at, String readModel) implements AdminEvent {

        @Override
        public String stream() {
            return INSTALLATION;
        }
    }

    /**
     * A follower of the log could not go on with a chat, and passes it by from then on.
     *
     * @param by Parley itself
     * @param follower the read model or automation, by its name
     * @param fromSequence place in the chat's stream of the event that failed
     * @param reason kinds, codes and places; nothing of what the event holds
     */
    record ChatParked(
            Actor by, Instant at, String follower, ChatId chatId, long fromSequence, String reason)
            implements AdminEvent, AboutChat {

        @Override
        public String stream() {
            return INSTALLATION;
        }
    }

    /** An admin had a chat projected anew that a read model could not go on with. */
    record ParkedChatRetried(Actor by, Instant at, String readModel, ChatId chatId)
            implements AdminEvent, AboutChat {

        @Override
        public String stream() {
            return INSTALLATION;
        }
    }
}
