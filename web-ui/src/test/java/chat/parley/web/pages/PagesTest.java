package chat.parley.web.pages;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import chat.parley.web.settings.ParleySettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

import java.util.Map;

class PagesTest {

    @EnableWebMvc
    @Import({Pages.class, StaticFiles.class})
    static class Web {}

    @FunctionalInterface
    private interface Check {
        void with(MockMvc web) throws Exception;
    }

    private static void check(boolean demo, Check check) {
        new WebApplicationContextRunner()
                .withUserConfiguration(Web.class)
                .withBean(ParleySettings.class, () -> settings(demo))
                .run(context -> check.with(MockMvcBuilders.webAppContextSetup(context).build()));
    }

    private static ParleySettings settings(boolean demo) {
        return new Binder(new MapConfigurationPropertySource(Map.of("parley.demo", demo)))
                .bind("parley", ParleySettings.class)
                .get();
    }

    @ParameterizedTest
    @CsvSource({"true, /demo", "false, /admin"})
    void theRootLeadsToWhatThereIs(boolean demo, String target) {
        check(demo, web -> web.perform(get("/")).andExpect(redirectedUrl(target)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin",
                "/admin/inbox/some-chat",
                "/admin/archived/some-chat",
                "/admin/audit",
                "/admin/read-models"
            })
    void theDashboardsPageIsNeverKept(String address) {
        check(
                false,
                web ->
                        web.perform(get(address))
                                .andExpect(status().isOk())
                                .andExpect(content().contentType("text/html;charset=UTF-8"))
                                .andExpect(header().string("Cache-Control", "no-cache")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "gzip, deflate, br | br",
                "br;q=0, gzip | gzip",
                "gzip;q=0.5 | gzip",
                "identity | none"
            })
    void theWidgetComesInTheSmallestCodingThatIsAccepted(String accepted, String coding) {
        check(
                false,
                web -> {
                    var answer =
                            web.perform(get("/widget.js").header("Accept-Encoding", accepted))
                                    .andExpect(status().isOk());
                    if (coding == null) {
                        answer.andExpect(header().doesNotExist("Content-Encoding"));
                    } else {
                        answer.andExpect(header().string("Content-Encoding", coding))
                                .andExpect(header().string("Vary", "Accept-Encoding"));
                    }
                });
    }

    @Test
    void whatOneBrowserAcceptsDoesNotMatterToTheNext() {
        check(
                false,
                web -> {
                    for (String coding : new String[] {"br", "gzip"}) {
                        web.perform(get("/widget.js").header("Accept-Encoding", coding + ";q=0"))
                                .andExpect(header().doesNotExist("Content-Encoding"));
                        web.perform(get("/widget.js").header("Accept-Encoding", coding))
                                .andExpect(header().string("Content-Encoding", coding));
                        web.perform(get("/widget.js").header("Accept-Encoding", coding + ";q=0"))
                                .andExpect(header().doesNotExist("Content-Encoding"));
                    }
                });
    }

    @Test
    void theWidgetIsKeptForFiveMinutes() {
        check(
                false,
                web ->
                        web.perform(get("/widget.js"))
                                .andExpect(
                                        header().string(
                                                        "Cache-Control",
                                                        "max-age=300, public, stale-while-revalidate=86400")));
    }

    @Test
    void assetsAreKeptForAYear() throws Exception {
        String asset =
                new PathMatchingResourcePatternResolver()
                        .getResources("classpath:/pages/assets/*.js")[0].getFilename();
        check(
                false,
                web ->
                        web.perform(get("/assets/" + asset))
                                .andExpect(status().isOk())
                                .andExpect(
                                        header().string(
                                                        "Cache-Control",
                                                        "max-age=31536000, public, immutable")));
    }

    @Test
    void nothingElseOfTheFrontEndIsServed() {
        check(
                false,
                web ->
                        web.perform(get("/assets/../login.html"))
                                .andExpect(status().is4xxClientError()));
    }
}
