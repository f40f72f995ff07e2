package chat.parley.web.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys as text (RFC 7468). */
final class Pem {

    /** How every such text begins. */
    static final String BEGIN = "-----BEGIN ";

    private static final int LINE_CHARACTERS = 64;

    private Pem() {}

    static String encode(String label, byte[] der) {
        String body =
                Base64.getMimeEncoder(LINE_CHARACTERS, "\n".getBytes(US_ASCII)).encodeToString(der);
        return BEGIN + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /**
     * What a text of this label holds.
     *
     * @throws IllegalArgumentException if it is no such text
     */
    static byte[] decode(String label, String pem) {
        Matcher parts =
                Pattern.compile(
                                BEGIN
                                        + label
                                        + "-----([\\sA-Za-z0-9+/=]*)-----END "
                                        + label
                                        + "-----")
                        .matcher(pem.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("This is no PEM text of a " + label + ".");
        }
        return Base64.getDecoder().decode(parts.group(1).replaceAll("\\s", ""));
    }
}
