package chat.parley.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.web.AdminClient;

import com.jayway.jsonpath.JsonPath;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;

import org.junit.jupiter.api.Test;

import java.util.List;

class ReplyEmailIT extends BrowserTest {

    @Test
    void repliesThatStayUnreadGoOutInOneEmail() {
        Visitor lena = visitorWithEmail("Lena");
        lena.writes("hello");
        dashboard().open(lena).reply("We found it.").reply("Your refund is on its way.");

        Page mailbox = person(desktop()).newPage();
        mailbox.navigate(parley().page("/dev/mail"));
        Locator mail =
                mailbox.getByRole(AriaRole.LISTITEM)
                        .filter(new Locator.FilterOptions().setHasText(addressOf(lena)));
        assertThat(mail).containsText("2 new messages from");
        mail.getByText("2 new messages from").click();
        assertThat(mail).containsText("Hello " + lena.name());
        assertThat(mail).containsText("> We found it.");
        assertThat(mail).containsText("> Your refund is on its way.");
        Locator link = mail.getByTitle("The mail as HTML").contentFrame().getByRole(AriaRole.LINK);
        assertThat(link).hasText("Read and answer");
        assertThat(link).hasAttribute("href", parley().uri().toString());
        assertThat(Axe.violationsOn(mailbox)).isEmpty();
        mailbox.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(Axe.violationsOn(mailbox)).isEmpty();

        awaitHistory(lena, "E-mail sent");
        assertThat(mailsTo(lena)).hasSize(1);
    }

    @Test
    void aReplyThatWasReadIsNotMailed() {
        Visitor lena = visitorWithEmail("Lena");
        lena.writes("hello");
        Widget widget = widgetOf(lena);
        lena.isAnswered("We found it.");
        widget.open();
        assertThat(widget.bubble("We found it.")).isVisible();

        // Whoever was answered later and has the e-mail shows that Lena's deadline is over.
        Visitor omar = visitorWithEmail("Omar");
        omar.isAnswered("We found it too.");
        awaitHistory(omar, "E-mail sent");
        assertThat(lena.history()).contains("User read the messages up to 2");
        assertThat(mailsTo(lena)).isEmpty();
    }

    @Test
    void aReplyInAnArchivedChatIsNotMailed() {
        Visitor lena = visitorWithEmail("Lena");
        lena.writes("hello");
        Dashboard dashboard = dashboard().open(lena).reply("We found it.");
        assertThat(dashboard.row(lena)).containsText("You: We found it.");
        dashboard.button("Archive").click();

        awaitHistory(lena, "No e-mail: the chat is archived");
        assertThat(mailsTo(lena)).isEmpty();
    }

    private void awaitHistory(Visitor visitor, String summary) {
        await().atMost(Stage.PATIENCE).until(() -> visitor.history().contains(summary));
    }

    private static String addressOf(Visitor visitor) {
        return visitor.shortName() + "@example.com";
    }

    private List<String> mailsTo(Visitor visitor) {
        String mails = new AdminClient(parley().uri()).get("/dev/mail.json").body();
        return JsonPath.read(mails, "$[?('%s' in @.to)].subject".formatted(addressOf(visitor)));
    }
}
