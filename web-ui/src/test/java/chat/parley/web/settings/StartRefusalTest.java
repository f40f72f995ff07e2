package chat.parley.web.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class StartRefusalTest {

    @Configuration(proxyBeanMethods = false)
    static class NothingElse {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    parley.widget.secret=too-short           | parley.widget.secret must have at least 32 bytes.
                    parley.widget.allowed-origins=*          | parley.widget.allowed-origins holds
                    parley.widget.allowed-origins=example.com | parley.widget.allowed-origins holds
                    parley.widget.allowed-origins=https://a.example/path | parley.widget.allowed-origins holds
                    parley.admin.email=nobody                | parley.admin.email must be one e-mail address.
                    parley.admin.password=                   | parley.admin.password must not be blank.
                    parley.mail.from=a@b c@d                 | parley.mail.from must be one e-mail address.
                    parley.public-url=ftp://chat.example.com | parley.public-url must be a URL
                    parley.public-url=https://a.example/?q=1 | parley.public-url must be a URL
                    parley.reply-email.delay=soon            | parley.reply-email.delay must be a duration
                    parley.reply-email.delay=-PT1S           | parley.reply-email.delay must not be negative.
                    parley.limits.user-messages-burst=0      | parley.limits.user-messages-burst must be 1 or more.
                    parley.limits.admin-messages-per-second=x | parley.limits.admin-messages-per-second must be a whole number.
                    parley.demo=perhaps                      | parley.demo must be true or false.
                    parley.audit.signing-key=                | parley.audit.signing-key must not be blank.
                    parley.widget.secert=x                   | parley.widget.secert is no setting of Parley.
                    server.port=eighty                       | server.port must be a whole number.
                    server.port=70000                        | server.port must be a number from 0 to 65535.
                    server.port=                             | server.port must be a number from 0 to 65535.
                    spring.mail.port=99999                   | spring.mail.port must be a number from 1 to 65535.
                    spring.mail.port=smtp                    | spring.mail.port must be a whole number.
                    spring.mail.port=                        | spring.mail.port must be a number from 1 to 65535.
                    parley.reply-email.delay=                | parley.reply-email.delay must not be blank.
                    parley.reply-email.link=                 | parley.reply-email.link must not be blank.
                    parley.public-url=                       | parley.public-url must not be blank.
                    parley.data-dir=                         | parley.data-dir must not be blank.
                    parley.demo=                             | parley.demo must not be blank.
                    parley.limits.user-messages-burst=       | parley.limits.user-messages-burst must not be blank.
                    parley.widget.secret=                    | parley.widget.secret must not be blank.
                    parley.admin.email=                      | parley.admin.email must not be blank.
                    spring.datasource.url=mysql://db         | spring.datasource.url must be a URL
                    spring.datasource.url=                   | spring.datasource.url must be a URL
                    spring.datasource.url=jdbc:postgresql://db/parley | parley.widget.secret is missing
                    """)
    void stopsTheStartWithOneSentenceThatNamesTheProperty(
            String setting, String sentence, CapturedOutput output) {
        Throwable failure = catchThrowable(() -> start("--" + setting));

        assertThat(failure).isNotNull();
        assertThat(output.getErr().strip()).startsWith(sentence).doesNotContain("\n");
        assertThat(output.getErr()).doesNotContain("too-short");
    }

    @Test
    void anUnknownNameInASystemPropertyIsRefusedToo(CapturedOutput output) {
        System.setProperty("parley.nonsense", "1");
        try {
            assertThat(catchThrowable(StartRefusalTest::start)).isNotNull();
        } finally {
            System.clearProperty("parley.nonsense");
        }
        assertThat(output.getErr()).contains("parley.nonsense is no setting of Parley.");
    }

    @Test
    void noOtherOriginsMayBeSaidByNothing() {
        start("--parley.widget.allowed-origins=");
    }

    private static void start(String... arguments) {
        new SpringApplicationBuilder(NothingElse.class)
                .web(WebApplicationType.NONE)
                .run(arguments)
                .close();
    }
}
