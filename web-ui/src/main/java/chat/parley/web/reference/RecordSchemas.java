package chat.parley.web.reference;

import com.fasterxml.jackson.databind.JavaType;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;

import org.jspecify.annotations.Nullable;
import org.springdoc.core.providers.JavadocProvider;

import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Says of each field of a record what its Javadoc says, and whether it can be null. Fields that
 * cannot are always there.
 */
final class RecordSchemas implements ModelConverter {

    private final JavadocProvider javadoc;

    RecordSchemas(JavadocProvider javadoc) {
        this.javadoc = javadoc;
    }

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Schema<?> reference = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        JavaType javaType = Json.mapper().constructType(type.getType());
        if (javaType != null && javaType.getRawClass().isRecord()) {
            Class<?> record = javaType.getRawClass();
            Schema<?> schema = context.getDefinedModels().get(record.getSimpleName());
            if (schema != null && schema.getProperties() != null) {
                describe(record, schema);
            }
        }
        return reference;
    }

    private void describe(Class<?> record, Schema<?> schema) {
        Map<String, String> sentences = javadoc.getRecordClassParamJavadoc(record);
        List<String> demanded = schema.getRequired() == null ? List.of() : schema.getRequired();
        for (RecordComponent component : record.getRecordComponents()) {
            String name = component.getName().replaceAll("(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
            Schema<?> property = schema.getProperties().get(name);
            if (property == null) {
                continue;
            }
            String sentence = sentences.get(component.getName());
            if (sentence != null && property.get$ref() == null) {
                property.setDescription(sentence.strip().replaceAll("\\s+", " "));
            }
            if (demanded.contains(name)) {
                continue;
            }
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                schema.addRequiredItem(name);
            } else if (property.getTypes() != null) {
                property.addType("null");
            }
        }
    }
}
