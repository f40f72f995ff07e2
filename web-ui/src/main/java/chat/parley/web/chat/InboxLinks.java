package chat.parley.web.chat;

import chat.parley.query.inbox.Inbox;
import chat.parley.web.paging.PageLinks;
import chat.parley.web.problem.InvalidRequest;
import chat.parley.web.problem.Parameters;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Links from a page of the list of chats to the next. */
final class InboxLinks {

    private final PageLinks links;

    InboxLinks(PageLinks links) {
        this.links = links;
    }

    /** Which chats are listed, and how many on a page. */
    record Selection(boolean archived, @Nullable String search, int limit) {

        private PageLinks.Listing listing() {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("archived", Boolean.toString(archived));
            if (search != null) {
                parameters.put("q", search);
            }
            return new PageLinks.Listing("/admin/chats", parameters);
        }
    }

    /** The value of the header {@code Link} that leads to what comes after this place. */
    String next(Selection selection, Inbox.Place place) {
        return links.next(
                selection.listing(),
                selection.limit(),
                place.lastMessageAt().toEpochMilli(),
                place.chatId().getMostSignificantBits(),
                place.chatId().getLeastSignificantBits());
    }

    /**
     * The place that a request's cursor names; null for the first page.
     *
     * @throws InvalidRequest 400 if it was not made for this selection
     */
    Inbox.@Nullable Place place(Selection selection, Parameters parameters) {
        long[] place = links.place(selection.listing(), parameters);
        return place == null
                ? null
                : new Inbox.Place(Instant.ofEpochMilli(place[0]), new UUID(place[1], place[2]));
    }
}
