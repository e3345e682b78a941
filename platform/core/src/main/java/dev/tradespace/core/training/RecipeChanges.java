package dev.tradespace.core.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.api.training.Recipe;
import dev.tradespace.core.json.ObjectReader;
import dev.tradespace.core.json.StrictJson;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is to differ from a recipe. The fields, their types and their ranges are those of {@link Recipe}: a new one is
 * read, written and changed here without a line.
 *
 * @param values the other values under the names that {@link Recipe#with} knows
 */
public record RecipeChanges(Map<String, Object> values) {
    /** Nothing differs. */
    public static final RecipeChanges NONE = new RecipeChanges(Map.of());

    public RecipeChanges {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Every field of a recipe. */
    public static RecipeChanges all(Recipe recipe) {
        Map<String, Object> values = new LinkedHashMap<>();
        gather(recipe, "", values);
        return new RecipeChanges(values);
    }

    private static void gather(Record record, String prefix, Map<String, Object> values) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(record);
                if (value instanceof Record nested) {
                    gather(nested, component.getName() + ".", values);
                } else {
                    values.put(prefix + component.getName(), value);
                }
            } catch (ReflectiveOperationException impossible) {
                throw new LinkageError("a recipe's fields are public", impossible);
            }
        }
    }

    /** Reads changes, each as in a whole recipe; the reader gathers what is wrong with them. */
    public static RecipeChanges read(ObjectReader reader) {
        Map<String, Object> values = new LinkedHashMap<>();
        read(reader, Recipe.class, "", values);
        return new RecipeChanges(values);
    }

    private static void read(ObjectReader reader, Class<?> type, String prefix, Map<String, Object> values) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName();
            String field = prefix + name;
            Class<?> kind = component.getType();
            if (kind.isRecord()) {
                reader.object(name).ifPresent(nested -> read(nested, kind, name + ".", values));
            } else if (kind.isEnum()) {
                constant(reader, name, kind, field, values);
            } else if (kind == boolean.class) {
                reader.flag(name).ifPresent(value -> values.put(field, value));
            } else if (kind == int.class) {
                reader.number(name, value -> value == Math.rint(value) && allows(field, (int) value), rule(field, -1))
                        .ifPresent(value -> values.put(field, (int) value));
            } else {
                reader.number(name, value -> allows(field, value), rule(field, Double.NaN))
                        .ifPresent(value -> values.put(field, value));
            }
        }
        reader.finish();
    }

    private static void constant(
            ObjectReader reader, String name, Class<?> kind, String field, Map<String, Object> values) {
        if (reader.has(name)) {
            Object[] all = kind.getEnumConstants();
            reader.parsed(
                            name,
                            text -> Arrays.stream(all)
                                    .filter(each -> written(each).equals(text))
                                    .findFirst(),
                            Arrays.stream(all)
                                    .map(each -> String.valueOf(written(each)))
                                    .collect(Collectors.joining(" or ")))
                    .ifPresent(value -> values.put(field, value));
        }
    }

    private static boolean allows(String field, Object value) {
        try {
            Recipe.GENERAL.with(field, value);
            return true;
        } catch (IllegalArgumentException outOfRange) {
            return false;
        }
    }

    /** What a field may be, in words: told by the recipe itself when it is given what no field takes. */
    private static String rule(String field, Object refused) {
        try {
            Recipe.GENERAL.with(field, refused);
            return "a number";
        } catch (IllegalArgumentException told) {
            return String.valueOf(told.getMessage())
                    .replaceFirst(".* must be ", "")
                    .replaceFirst(", was .*", "");
        }
    }

    /** The changes as they are read. */
    public ObjectNode json() {
        ObjectMapper mapper = StrictJson.json();
        ObjectNode json = mapper.createObjectNode();
        values.forEach((field, value) -> {
            int dot = field.indexOf('.');
            ObjectNode place = dot < 0 ? json : json.withObject("/" + field.substring(0, dot));
            place.set(field.substring(dot + 1), mapper.valueToTree(written(value)));
        });
        return json;
    }

    /** A constant by its name, {@code one-cycle}; all else as it is. */
    private static Object written(Object value) {
        return value instanceof Enum<?> constant
                ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-')
                : value;
    }

    /** Whether a field differs. */
    public boolean has(String field) {
        return values.containsKey(field);
    }

    /** The recipe with these changes. */
    public Recipe applyTo(Recipe recipe) {
        Recipe changed = recipe;
        for (Map.Entry<String, Object> change : values.entrySet()) {
            changed = changed.with(change.getKey(), change.getValue());
        }
        return changed;
    }
}
