package chat.parley.web.reference;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;

import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;

import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.providers.JavadocProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.List;
import java.util.TreeMap;

/** What holds for all calls: who may make them, and what a refusal looks like. */
@Configuration(proxyBeanMethods = false)
class ApiReference {

    private static final String USERS = "Users";
    private static final String ADMINS = "Admins";
    private static final String TOKEN = "token";
    private static final String SESSION = "session";
    private static final String CSRF = "csrf";
    private static final String PROBLEM = "Problem";

    private static final String DESCRIPTION =
            """
            JSON is in `snake_case`, times are ISO-8601 in UTC, ids are UUIDs. Unknown fields are ignored.
            A character is a Unicode code point.

            A query shows all that was committed before it came, or is answered 503 after two seconds.
            Every refusal is a problem document (RFC 9457) with a stable `type`: 400 malformed, \
            401 not signed in, 403 not allowed, 404 not there or not to be known of, 405, 406, 409, \
            413 for a body of more than 128 KB, 415, 422 invalid with the field named, \
            429 and 503 with `Retry-After`.

            Admins sign in at `POST /login` with the form fields `username` and `password`, and out at \
            `POST /logout`; both need the CSRF token that `GET /login` sets as a cookie.\
            """;

    @Bean
    OpenAPI parleyApi() {
        return new OpenAPI()
                .info(new Info().title("Parley").version("0.1").description(DESCRIPTION))
                .servers(List.of(new Server().url("/").description("This server")))
                .components(
                        new Components()
                                .addSecuritySchemes(
                                        TOKEN,
                                        new SecurityScheme()
                                                .type(SecurityScheme.Type.HTTP)
                                                .scheme("bearer")
                                                .bearerFormat("JWT")
                                                .description("Signed by the host application"))
                                .addSecuritySchemes(
                                        SESSION,
                                        new SecurityScheme()
                                                .type(SecurityScheme.Type.APIKEY)
                                                .in(SecurityScheme.In.COOKIE)
                                                .name("SESSION")
                                                .description("Set by signing in"))
                                .addSecuritySchemes(
                                        CSRF,
                                        new SecurityScheme()
                                                .type(SecurityScheme.Type.APIKEY)
                                                .in(SecurityScheme.In.HEADER)
                                                .name("X-XSRF-TOKEN")
                                                .description("Echoes the cookie XSRF-TOKEN")));
    }

    /** The names of fields as they are on the wire; springdoc does not ask the JSON mapper. */
    @Bean
    ModelResolver snakeCaseNames() {
        return new ModelResolver(
                        new ObjectMapper()
                                .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE))
                .openapi31(true);
    }

    @Bean
    RecordSchemas recordSchemas(JavadocProvider javadoc) {
        return new RecordSchemas(javadoc);
    }

    @Bean
    OpenApiCustomizer whatHoldsForAllCalls() {
        return api -> {
            api.getPaths().forEach(ApiReference::complete);
            api.setTags(
                    List.of(
                            new Tag().name(USERS).description("The widget's side: one chat"),
                            new Tag().name(ADMINS).description("The dashboard's side: all chats")));
            // Sorted, so that the same interface is always the same text.
            Paths sorted = new Paths();
            sorted.putAll(new TreeMap<>(api.getPaths()));
            api.setPaths(sorted);
            api.getComponents().addSchemas(PROBLEM, problem());
            api.getComponents().setSchemas(new TreeMap<>(api.getComponents().getSchemas()));
        };
    }

    private static void complete(String path, PathItem item) {
        boolean forUsers = path.startsWith("/support_chat");
        item.readOperationsMap()
                .forEach((method, operation) -> {
                    boolean changes = method != PathItem.HttpMethod.GET;
                    operation.setTags(List.of(forUsers ? USERS : ADMINS));
                    operation.setSecurity(List.of(forUsers ? bearer() : session(changes)));
                    operation.getResponses().setDefault(aProblem());
                    tidy(operation);
                });
    }

    private static SecurityRequirement bearer() {
        return new SecurityRequirement().addList(TOKEN);
    }

    private static SecurityRequirement session(boolean changes) {
        SecurityRequirement session = new SecurityRequirement().addList(SESSION);
        return changes ? session.addList(CSRF) : session;
    }

    private static ApiResponse aProblem() {
        MediaType problem = new MediaType().schema(new Schema<>().$ref(PROBLEM));
        return new ApiResponse()
                .description("A problem")
                .content(new Content().addMediaType("application/problem+json", problem));
    }

    /** Javadoc speaks HTML, OpenAPI Markdown; and every id in a path is a chat's. */
    private static void tidy(Operation operation) {
        String text = operation.getDescription();
        if (text != null) {
            text = text.replaceAll("</?code>", "`").replaceAll("\\s+", " ").strip();
            int end = text.indexOf(". ");
            operation.setSummary(end < 0 ? text : text.substring(0, end + 1));
            operation.setDescription(end < 0 ? null : text.substring(end + 2));
        }
        if (operation.getParameters() != null) {
            operation.getParameters().stream()
                    .filter(parameter -> "path".equals(parameter.getIn()))
                    .filter(parameter -> "id".equals(parameter.getName()))
                    .forEach(id ->
                            // Not to be set on the schema there is: all parameters share it.
                            id.description("The chat's id")
                                    .schema(new JsonSchema().typesItem("string").format("uuid")));
        }
    }

    private static Schema<?> problem() {
        return new JsonSchema()
                .typesItem("object")
                .description("A problem document (RFC 9457)")
                .addProperty("type", text("Names the kind of problem; stable").format("uri"))
                .addProperty("title", text("The status in words"))
                .addProperty("status", new JsonSchema().typesItem("integer"))
                .addProperty("detail", text("What is wrong, in one sentence"))
                .addProperty("field", text("The field at fault, if there is one"))
                .required(List.of("type", "title", "status", "detail"));
    }

    private static Schema<?> text(String description) {
        return new JsonSchema().typesItem("string").description(description);
    }
}
