package chat.parley.web.verification;

import chat.parley.log.FailureReason;
import chat.parley.log.verification.BrokenPlace;
import chat.parley.log.verification.HistoryVerifier;
import chat.parley.log.verification.LogLink;
import chat.parley.log.verification.Seen;
import chat.parley.log.verification.Verification;
import chat.parley.web.settings.ParleySettings;
import chat.parley.web.signing.SigningKeyConfiguration;
import chat.parley.web.signing.VerificationKey;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.dao.DataAccessException;

import tools.jackson.databind.json.JsonMapper;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Verifies the history, tells on the console what it found, and ends. Only what that needs is
 * started, and nothing is changed. It is no {@code @Configuration}, so that the server does not
 * find it.
 */
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    JacksonAutoConfiguration.class
})
@ComponentScan({"chat.parley.web.settings", "chat.parley.web.embedded", "chat.parley.web.json"})
@Import({SigningKeyConfiguration.class, VerificationConfiguration.class})
@EnableConfigurationProperties(ParleySettings.class)
public class VerifyHistory {

    /** The argument of the jar that asks for it. */
    public static final String ARGUMENT = "--verify-history";

    private static final int VERIFIED = 0;
    private static final int BROKEN = 1;
    private static final int COULD_NOT_RUN = 2;

    private final HistoryVerifier history;
    private final Checkpoints kept;
    private final JsonMapper json;

    VerifyHistory(HistoryVerifier history, Checkpoints kept, JsonMapper json) {
        this.history = history;
        this.kept = kept;
        this.json = json;
    }

    /**
     * Verifies.
     *
     * @return the exit status: 0 if the history is what it should be, 1 if it is not, 2 if nobody
     *     can say
     */
    public static int run(String[] arguments) {
        try {
            VerificationArguments parsed = VerificationArguments.of(arguments);
            try (ConfigurableApplicationContext context = start(arguments)) {
                return context.getBean(VerifyHistory.class).verifyOrTell(parsed);
            }
        } catch (CannotVerify e) {
            System.err.println(e.getMessage());
        } catch (RuntimeException told) {
            // Spring has said why it did not start.
        }
        return COULD_NOT_RUN;
    }

    /** Of what fails from here on, Spring has told nobody. */
    private int verifyOrTell(VerificationArguments arguments) {
        try {
            return verify(arguments);
        } catch (CannotVerify e) {
            System.err.println(e.getMessage());
        } catch (DataAccessException e) {
            System.err.println(
                    "The log cannot be read: the database is away, or holds no log of Parley.");
        } catch (RuntimeException e) {
            System.err.println("The history could not be verified: " + FailureReason.of(e));
        }
        return COULD_NOT_RUN;
    }

    private static ConfigurableApplicationContext start(String[] arguments) {
        return new SpringApplicationBuilder(VerifyHistory.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .initializers(VerifyHistory::leaveOutTheMailbox)
                .run(arguments);
    }

    /** Whatever the settings say: as one more argument it would only add to theirs. */
    private static void leaveOutTheMailbox(ConfigurableApplicationContext context) {
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("verification", Map.of("parley.demo", false)));
    }

    private int verify(VerificationArguments arguments) {
        VerificationKey signer = arguments.publicKey().or(kept::publicKey).orElse(null);
        List<Checkpoint> given = arguments.checkpoints(json, signer);
        List<Checkpoint> known =
                signer == null
                        ? given
                        : Stream.concat(given.stream(), kept.keptAndSignedBy(signer).stream())
                                .distinct()
                                .toList();
        List<LogLink> links = known.stream().map(Checkpoint::link).toList();
        Verification verification =
                history.verify(links, Seen.NOTHING, new ProgressLine(System.out));
        System.out.println();
        System.out.println(sentence(verification, links.size()));
        return verification.verified() ? VERIFIED : BROKEN;
    }

    private static String sentence(Verification verification, int checkpoints) {
        BrokenPlace broken = verification.firstBroken();
        if (broken != null) {
            return "Broken at position %d, event %d of %s: %s %,d events before it are right."
                    .formatted(
                            broken.position(),
                            broken.sequence(),
                            broken.stream(),
                            broken.fault().sentence(),
                            verification.events());
        }
        LogLink head = verification.head();
        return head == null
                ? "Verified: there are no events."
                : "Verified: %,d events, to the hash %s; signed checkpoints: %,d."
                        .formatted(verification.events(), head.hash(), checkpoints);
    }
}
