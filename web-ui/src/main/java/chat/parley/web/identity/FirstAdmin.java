package chat.parley.web.identity;

import chat.parley.web.settings.ParleySettings;
import chat.parley.web.settings.Secrets;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.security.crypto.password.PasswordEncoder;

import java.io.Console;
import java.util.Objects;
import java.util.UUID;

/** Makes the first admin from the settings, while there is none. */
final class FirstAdmin implements InitializingBean {

    private static final Logger LOGGER = LoggerFactory.getLogger(FirstAdmin.class);

    /** What users read beside messages until the account is given a name of its own. */
    private static final String NAME = "Support";

    private final Admins admins;
    private final ParleySettings.Admin settings;
    private final Secrets secrets;
    private final PasswordEncoder passwords;

    FirstAdmin(
            Admins admins,
            ParleySettings.Admin settings,
            Secrets secrets,
            PasswordEncoder passwords) {
        this.admins = admins;
        this.settings = settings;
        this.secrets = secrets;
        this.passwords = passwords;
    }

    /**
     * Before the server takes requests, so that nobody meets a Parley without an admin.
     *
     * @throws chat.parley.web.settings.StartRefused if a password is needed and there is none
     */
    @Override
    public void afterPropertiesSet() {
        if (admins.areThere()) {
            return;
        }
        Secrets.Secret password =
                secrets.setOrGenerated(
                        "parley.admin.password", settings.password(), "first-admin-password");
        var account =
                new Admins.Account(
                        UUID.randomUUID(),
                        settings.email(),
                        NAME,
                        Objects.requireNonNull(passwords.encode(password.value())));
        if (admins.addFirst(account) && password.file() != null) {
            tell(password);
        }
    }

    /** A password is shown to a person at a terminal, and never to a log. */
    @SuppressWarnings("SystemConsoleNull") // It is null where the system forbids consoles.
    private void tell(Secrets.Secret password) {
        Console console = System.console();
        if (console != null && console.isTerminal()) {
            console.printf(
                    "%nSign in at /admin as %s with the password %s%n(it is kept in %s)%n%n",
                    settings.email(), password.value(), password.file());
        } else {
            LOGGER.info("The first admin's password is in the file {}", password.file());
        }
    }
}
