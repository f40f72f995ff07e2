package chat.parley.web.json;

import chat.parley.api.InboxItem;
import chat.parley.api.MessageView;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

import java.time.Instant;

/**
 * The JSON of the contract beyond what {@code spring.jackson} can say: times always carry
 * milliseconds, a value of another type than documented is an error, never converted, and so is a
 * field that comes twice, of which every reader would keep another.
 */
@Configuration(proxyBeanMethods = false)
class WireJson {

    @Bean
    JsonMapperBuilderCustomizer wireJsonCustomizer() {
        return json ->
                json.addModule(
                                new SimpleModule()
                                        .addSerializer(Instant.class, new MillisecondInstant()))
                        // An answer that breaks off must not look whole.
                        .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
                        .addMixIn(MessageView.class, ErasedOnlyIfSo.class)
                        .addMixIn(InboxItem.class, ErasedOnlyIfSo.class)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                        .withCoercionConfig(
                                LogicalType.Textual,
                                text -> {
                                    text.setCoercion(
                                            CoercionInputShape.Integer, CoercionAction.Fail);
                                    text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                                    text.setCoercion(
                                            CoercionInputShape.Boolean, CoercionAction.Fail);
                                });
    }

    /** A field that hardly anything has is shown only where it says something. */
    interface ErasedOnlyIfSo {

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Boolean erased();
    }

    private static final class MillisecondInstant extends ValueSerializer<Instant> {

        @Override
        public void serialize(Instant instant, JsonGenerator json, SerializationContext context) {
            json.writeString(WireTime.of(instant));
        }
    }
}
