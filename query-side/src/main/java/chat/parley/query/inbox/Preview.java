package chat.parley.query.inbox;

/** The beginning of a message, for the list. */
final class Preview {

    private static final int MAX_CODE_POINTS = 100;

    private Preview() {}

    /** The first 100 characters, then "…" if there are more. */
    static String of(String content) {
        return content.codePointCount(0, content.length()) <= MAX_CODE_POINTS
                ? content
                : content.substring(0, content.offsetByCodePoints(0, MAX_CODE_POINTS)) + "…";
    }
}
