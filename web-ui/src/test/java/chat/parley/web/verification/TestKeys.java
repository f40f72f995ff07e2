package chat.parley.web.verification;

import chat.parley.web.signing.SigningKey;

/** Two keys: the first two of RFC 8032, section 7.1. */
final class TestKeys {

    static final String OUR_PEM =
            pem("MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7");
    static final SigningKey OURS = SigningKey.of(OUR_PEM);
    static final SigningKey ANOTHER =
            SigningKey.of(pem("MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g"));

    private TestKeys() {}

    private static String pem(String pkcs8) {
        return "-----BEGIN PRIVATE KEY-----\n" + pkcs8 + "\n-----END PRIVATE KEY-----\n";
    }
}
