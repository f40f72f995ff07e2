package chat.parley.web.identity;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.security.SecureRandom;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The one key of this installation. Made at the first start and never changed. */
final class InstallationKey {

    private static final int BYTES = 32;

    private InstallationKey() {}

    /** The key; of several nodes that start at once, all get the one that was stored first. */
    static SecretKey readOrMake(JdbcClient database) {
        byte[] candidate = new byte[BYTES];
        new SecureRandom().nextBytes(candidate);
        database.sql("INSERT INTO installation (chat_id_key) VALUES (?) ON CONFLICT DO NOTHING")
                .param(candidate)
                .update();
        byte[] key =
                database.sql("SELECT chat_id_key FROM installation").query(byte[].class).single();
        return new SecretKeySpec(key, "HmacSHA256");
    }
}
