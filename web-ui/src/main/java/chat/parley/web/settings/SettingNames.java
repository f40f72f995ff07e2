package chat.parley.web.settings;

import org.apache.commons.logging.Log;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertyResolver;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names that exist under {@code parley}. A misspelled setting would silently count for nothing,
 * so it is refused; only the environment, into which orchestrators put names of their own, is
 * forgiven with a warning.
 */
final class SettingNames {

    private static final String PREFIX = "parley";

    /** Without dashes and dots: the spelling in which all forms of a name are equal. */
    private final Set<String> known = new HashSet<>();

    /** In their canonical form; a list is none of them, for it may be empty. */
    private final List<String> singleValues = new ArrayList<>();

    SettingNames(Class<? extends Record> settings) {
        collect(settings, PREFIX);
    }

    private void collect(Class<?> settings, String prefix) {
        for (RecordComponent component : settings.getRecordComponents()) {
            String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
            if (component.getType().isRecord()) {
                collect(component.getType(), name);
            } else {
                known.add(flat(name));
                if (!Collection.class.isAssignableFrom(component.getType())) {
                    singleValues.add(name);
                }
            }
        }
    }

    /**
     * @throws StartRefused if a source other than the environment holds an unknown name
     */
    void check(MutablePropertySources sources, Log log) {
        for (PropertySource<?> source : sources) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String name : enumerable.getPropertyNames()) {
                    if (isUnknown(name)) {
                        refuseOrWarn(name, source, log);
                    }
                }
            }
        }
    }

    /**
     * Nothing is no value: it would quietly become the default, or worse.
     *
     * @throws StartRefused if a setting is there, but blank
     */
    void requireValues(PropertyResolver settings) {
        for (String name : singleValues) {
            String value = settings.getProperty(name);
            if (value != null && value.isBlank()) {
                throw new StartRefused(name + " must not be blank.");
            }
        }
    }

    private boolean isUnknown(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean ours = lower.startsWith(PREFIX + ".") || lower.startsWith(PREFIX + "_");
        return ours && !known.contains(flat(lower.replaceFirst("(\\[\\d+]|_\\d+_?)$", "")));
    }

    private static void refuseOrWarn(String name, PropertySource<?> source, Log log) {
        if (source instanceof SystemEnvironmentPropertySource) {
            log.warn("The environment variable " + name + " is no setting of Parley.");
        } else {
            throw new StartRefused(name + " is no setting of Parley.");
        }
    }

    private static String flat(String name) {
        return name.replaceAll("[-._]", "").toLowerCase(Locale.ROOT);
    }
}
