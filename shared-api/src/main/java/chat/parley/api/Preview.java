package chat.parley.api;

/** The beginning of a message, where there is no room for all of it. */
public final class Preview {

    private Preview() {}

    /** The first characters (code points), then "…" if there are more. */
    public static String of(String content, int characters) {
        return fits(content, characters)
                ? content
                : content.substring(0, content.offsetByCodePoints(0, characters)) + "…";
    }

    /** At most so many characters (code points), the "…" of what was cut included. */
    public static String within(String content, int characters) {
        return fits(content, characters) ? content : of(content, characters - 1);
    }

    private static boolean fits(String content, int characters) {
        return content.codePointCount(0, content.length()) <= characters;
    }
}
