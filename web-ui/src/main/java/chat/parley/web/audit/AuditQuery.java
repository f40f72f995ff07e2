package chat.parley.web.audit;

import chat.parley.api.ChatId;
import chat.parley.log.EventSelection;
import chat.parley.log.EventTypes;
import chat.parley.query.history.AuditLog;
import chat.parley.web.paging.PageLinks;
import chat.parley.web.problem.InvalidRequest;
import chat.parley.web.problem.PageParameters;
import chat.parley.web.problem.Parameters;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a request asks of the audit log, read strictly whether the answer is a page or a download.
 *
 * @param listing the filters that were given, as they came
 * @param place where the page before this one ended; null for the newest events
 */
record AuditQuery(
        @Nullable ChatId chat,
        EventSelection selection,
        PageLinks.Listing listing,
        AuditLog.@Nullable Place place,
        int limit) {

    private static final String PATH = "/admin/events";

    /** Stands for whatever somebody typed. */
    private static final String A_TEXT = "(a text)";

    private static final Pattern SIDE_OR_ID =
            Pattern.compile("user|admin|system|\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private static final List<String> FILTERS = List.of("type", "actor", "chat", "from", "to");
    private static final int LISTED = 50;

    /**
     * Reads a request's parameters.
     *
     * @throws InvalidRequest 400 if one of them is wrong
     */
    static AuditQuery of(Parameters parameters, PageLinks links) {
        UUID chat = parameters.uuid("chat");
        EventSelection selection =
                new EventSelection(
                        parameters.filled("type"),
                        parameters.filled("actor"),
                        parameters.instant("from"),
                        parameters.instant("to"));
        Map<String, String> filters = new LinkedHashMap<>();
        for (String name : FILTERS) {
            String value = parameters.text(name);
            if (value != null) {
                filters.put(name, value);
            }
        }
        PageLinks.Listing listing = new PageLinks.Listing(PATH, filters);
        long[] place = links.place(listing, parameters);
        return new AuditQuery(
                chat == null ? null : new ChatId(chat),
                selection,
                listing,
                place == null ? null : new AuditLog.Place(place[0], place[1]),
                PageParameters.limit(parameters, LISTED));
    }

    /**
     * The filters as a query string, to be kept for ever; null if everything was asked for. Of an
     * address or any other text it only tells that there was one: whom it names may be forgotten
     * one day.
     */
    @Nullable String queryString() {
        Map<String, String> kept = new LinkedHashMap<>(listing.parameters());
        kept.computeIfPresent("type", (_, type) -> EventTypes.ALL.contains(type) ? type : A_TEXT);
        kept.computeIfPresent(
                "actor", (_, actor) -> SIDE_OR_ID.matcher(actor).matches() ? actor : A_TEXT);
        return new PageLinks.Listing(PATH, kept).query();
    }

    /** The value of the header {@code Link} that leads to the page that begins at a place. */
    String next(PageLinks links, AuditLog.Place place) {
        return links.next(listing, limit, place.position(), place.sequence());
    }
}
