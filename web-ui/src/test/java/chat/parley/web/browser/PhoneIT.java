package chat.parley.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsInViewportOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;

import org.junit.jupiter.api.Test;

class PhoneIT extends BrowserTest {

    @Test
    void theChatFillsThePhone() {
        Visitor lena = visitor("Lena");
        Page page = person(phone()).newPage();
        Widget widget = visit(page, lena);

        widget.launcher().tap();
        assertThat(widget.connection("Connected")).isVisible();
        BoundingBox panel = widget.panel().boundingBox();
        assertThat(panel.width).isCloseTo(390, within(1.0));
        assertThat(panel.height).isCloseTo(844, within(1.0));
        widget.box().fill("from a phone");
        widget.button("Send").tap();
        assertThat(widget.bubble("from a phone")).isVisible();
        fits(page);

        widget.button("Close chat").tap();
        assertThat(widget.panel()).hasCount(0);
        assertThat(widget.launcher()).isVisible();
    }

    @Test
    void thereIsRoomToWriteOnAPhoneOnItsSide() {
        Visitor lena = visitor("Lena");
        Page page = person(phone()).newPage();
        Widget widget = visit(page, lena);
        page.setViewportSize(844, 200);

        widget.launcher().tap();

        assertThat(widget.box()).isInViewport(new IsInViewportOptions().setRatio(1));
        assertThat(widget.button("Send")).isInViewport(new IsInViewportOptions().setRatio(1));
    }

    @Test
    void theDashboardGoesStepByStepOnAPhone() {
        Visitor lena = visitor("Lena");
        lena.writes("hello " + "long".repeat(100));
        Dashboard dashboard = dashboard(signedIn(phone()));
        Page page = dashboard.page();
        assertThat(dashboard.row(lena)).isVisible();
        fits(page);

        dashboard.row(lena).tap();
        assertThat(dashboard.box()).isVisible();
        assertThat(dashboard.row(lena)).isHidden();
        fits(page);
        dashboard.reply("from a phone");
        assertThat(dashboard.bubble("from a phone")).isInViewport();

        dashboard.button("Details").tap();
        assertThat(dashboard.history()).isInViewport();
        fits(page);
        dashboard.button("Close details").tap();
        assertThat(dashboard.history()).not().isInViewport();

        Locator back =
                page.getByRole(
                        AriaRole.LINK, new Page.GetByRoleOptions().setName("Back to the list"));
        back.tap();
        assertThat(dashboard.row(lena)).isVisible();
    }

    private static void fits(Page page) {
        Object width = page.evaluate("document.documentElement.scrollWidth");
        assertThat(width).as("width that the page needs").isEqualTo(390);
    }
}
