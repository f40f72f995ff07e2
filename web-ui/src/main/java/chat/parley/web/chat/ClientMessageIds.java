package chat.parley.web.chat;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The ids that clients give their messages. */
public final class ClientMessageIds {

    /** Stricter than {@link UUID#fromString}, which takes 1-1-1-1-1 too. */
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private ClientMessageIds() {}

    /** The id, empty if the text is missing or no UUID. */
    public static Optional<UUID> parse(@Nullable String text) {
        return Optional.ofNullable(text)
                .filter(id -> UUID_FORM.matcher(id).matches())
                .map(UUID::fromString);
    }
}
