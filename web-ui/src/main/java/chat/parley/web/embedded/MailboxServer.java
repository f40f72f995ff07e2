package chat.parley.web.embedded;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.util.ServerSetup;

import jakarta.mail.MessagingException;

import java.io.IOException;
import java.io.UncheckedIOException;

/** An SMTP server on a free loopback port that says yes to a mail once the mailbox has it. */
final class MailboxServer implements AutoCloseable {

    static final String HOST = "127.0.0.1";

    private static final long START_MILLIS = 10_000;

    private final SmtpServer server;

    MailboxServer(Mailbox mailbox) {
        this.server =
                new SmtpServer(
                        new ServerSetup(0, HOST, ServerSetup.PROTOCOL_SMTP), new Keeping(mailbox));
        server.setDaemon(true);
        server.startService();
        try {
            if (!server.waitTillRunning(START_MILLIS)) {
                throw new IllegalStateException("The embedded mailbox does not start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.stopService();
    }

    /** GreenMail answers 451 to whatever {@code send} throws, and 250 if it returns. */
    private static final class Keeping extends Managers {

        private final SmtpManager manager;

        Keeping(Mailbox mailbox) {
            this.manager =
                    new SmtpManager(getImapHostManager(), getUserManager()) {
                        @Override
                        public synchronized void send(SmtpState state) {
                            try {
                                mailbox.keep(state.getMessage().getMessage());
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            } catch (MessagingException e) {
                                throw new IllegalStateException(e);
                            }
                        }
                    };
        }

        @Override
        public SmtpManager getSmtpManager() {
            return manager;
        }
    }
}
