package chat.parley.web.reference;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Documents what {@link chat.parley.web.problem.PageParameters} reads. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
        in = ParameterIn.QUERY,
        name = "before",
        description = "Pages back: only messages earlier than this sequence",
        schema = @Schema(type = "integer", format = "int64", minimum = "1"))
@Parameter(
        in = ParameterIn.QUERY,
        name = "after",
        description =
                "Catches up: only messages later than this sequence, oldest first; not together"
                        + " with before",
        schema = @Schema(type = "integer", format = "int64", minimum = "0"))
@Parameter(
        in = ParameterIn.QUERY,
        name = "limit",
        description =
                "At most so many messages: 1 to 200, by default 100; with after 1 to 1,000, which"
                        + " is its default",
        schema = @Schema(type = "integer", minimum = "1", maximum = "1000"))
public @interface MessagePageQuery {}
