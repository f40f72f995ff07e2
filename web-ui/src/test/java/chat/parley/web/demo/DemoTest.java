package chat.parley.web.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import chat.parley.web.settings.WidgetSecret;

import com.jayway.jsonpath.JsonPath;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Import;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

import java.time.Duration;

class DemoTest {

    private static final WidgetSecret SECRET = new WidgetSecret("0123456789abcdef0123456789abcdef");

    @EnableWebMvc
    @Import(Demo.class)
    static class Web {}

    @FunctionalInterface
    private interface Check {
        void with(MockMvc web) throws Exception;
    }

    private static void check(String demo, Check check) {
        new WebApplicationContextRunner()
                .withUserConfiguration(Web.class)
                .withBean(WidgetSecret.class, () -> SECRET)
                .withPropertyValues("parley.demo=" + demo)
                .run(context -> check.with(MockMvcBuilders.webAppContextSetup(context).build()));
    }

    @ParameterizedTest
    @CsvSource({"?user=ada, demo-ada", "?user=bob, demo-bob", "'', demo-ada"})
    void aDemoUserGetsATokenThatTheWidgetSecretSigned(String query, String subject) {
        check(
                "true",
                web -> {
                    String body =
                            web.perform(get("/demo/token" + query))
                                    .andExpect(status().isOk())
                                    .andReturn()
                                    .getResponse()
                                    .getContentAsString();
                    var token =
                            NimbusJwtDecoder.withSecretKey(SECRET.key())
                                    .macAlgorithm(MacAlgorithm.HS256)
                                    .build()
                                    .decode(JsonPath.read(body, "$.token"));
                    assertThat(token.getSubject()).isEqualTo(subject);
                    assertThat(token.getClaimAsString("name")).isNotBlank();
                    assertThat(token.getClaimAsString("email")).endsWith("@example.com");
                    assertThat(token.getExpiresAt())
                            .isBefore(token.getIssuedAt().plus(Duration.ofHours(24)));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/demo?user=eve", "/demo/token?user=eve", "/demo?user="})
    void nobodyElseIsADemoUser(String address) {
        check("true", web -> web.perform(get(address)).andExpect(status().isNotFound()));
    }

    @Test
    void withoutTheDemoThereIsNoDemo() {
        check(
                "false",
                web -> {
                    web.perform(get("/demo")).andExpect(status().isNotFound());
                    web.perform(get("/demo/token")).andExpect(status().isNotFound());
                });
    }
}
