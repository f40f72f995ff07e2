package chat.parley.log;

import java.util.Locale;

/**
 * How the JSON of {@code ReplyEmailFailed} changed. Written in the words of the log, not of the
 * code: those may change further.
 */
final class ReplyEmailFailedRevisions {

    private ReplyEmailFailedRevisions() {}

    /** Revision 1 told the reason in an English sentence, revision 2 names it by a word. */
    static EventJson reasonAsWord(EventJson first) {
        String sentence = first.payload().required("reason").stringValue();
        return new EventJson(
                first.payload().deepCopy().put("reason", wordFor(sentence)), first.personal());
    }

    private static String wordFor(String sentence) {
        return switch (sentence.toLowerCase(Locale.ROOT)) {
            case "the mail server could not be reached" -> "unreachable";
            case "the mail server refused the sign-in" -> "sign_in_refused";
            case "the mail server refused the e-mail" -> "refused";
            case "the e-mail could not be composed" -> "not_composed";
            default -> "other";
        };
    }
}
