package dev.tradespace.server.wire;

import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.op.Shape;
import dev.tradespace.core.json.RecordJson;
import dev.tradespace.core.statistics.Samples;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a JSON value, read from a record, from a schema of OpenAPI, or from a type of the page.
 *
 * @param kind number, string, boolean, array, map or object; anything where it is not compared
 * @param fields those of an object
 * @param element of an array or map
 * @param nullable whether it may be null
 * @param optional whether it may be left out of its object
 */
record WireShape(
        String kind,
        Map<String, WireShape> fields,
        @Nullable WireShape element,
        boolean nullable,
        boolean optional) {
    static final WireShape ANYTHING = of("anything");

    static WireShape of(String kind) {
        return new WireShape(kind, Map.of(), null, false, false);
    }

    static WireShape of(String kind, WireShape element) {
        return new WireShape(kind, Map.of(), element, false, false);
    }

    static WireShape object(Map<String, WireShape> fields) {
        return new WireShape("object", fields, null, false, false);
    }

    WireShape orNull(boolean also) {
        return new WireShape(kind, fields, element, nullable || also, optional);
    }

    WireShape orAbsent(boolean also) {
        return new WireShape(kind, fields, element, nullable, optional || also);
    }

    /** In what another description of this differs; one that expects more absent or null values than there are does not. */
    List<String> differences(String path, WireShape other) {
        List<String> differences = new ArrayList<>();
        if (kind.equals("anything") || other.kind.equals("anything")) {
            return differences;
        }
        boolean alike = kind.equals(other.kind) || (kind.equals("map") && other.kind.equals("object"));
        if (!alike) {
            differences.add(path + " is " + kind + ", described as " + other.kind);
        }
        if (nullable && !other.nullable) {
            differences.add(path + " may be null, which is not described");
        }
        if (optional && !other.optional) {
            differences.add(path + " may be left out, which is not described");
        }
        if (element != null && other.element != null) {
            differences.addAll(element.differences(path + "[]", other.element));
        }
        Set<String> names = new TreeSet<>(fields.keySet());
        names.addAll(other.fields.keySet());
        for (String name : kind.equals("map") ? Set.<String>of() : names) {
            WireShape mine = fields.get(name);
            WireShape theirs = other.fields.get(name);
            if (mine == null) {
                differences.add(path + "." + name + " is described, but is not there");
            } else if (theirs == null) {
                differences.add(path + "." + name + " is not described");
            } else {
                differences.addAll(mine.differences(path + "." + name, theirs));
            }
        }
        return differences;
    }

    /** Reads the shapes of records. */
    static final class OfRecords {
        private final Set<Class<?>> seen;

        /**
         * A reader.
         *
         * @param seen takes every record that it meets
         */
        OfRecords(Set<Class<?>> seen) {
            this.seen = seen;
        }

        WireShape of(Type type) {
            Class<?> raw = type instanceof Class<?> simple
                    ? simple
                    : type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : Object.class;
            if (Set.of(int.class, long.class, double.class, Integer.class, Long.class, Double.class, Duration.class)
                            .contains(raw)
                    || Set.of(OptionalInt.class, OptionalLong.class, OptionalDouble.class)
                            .contains(raw)) {
                return WireShape.of("number");
            } else if (raw == boolean.class) {
                return WireShape.of("boolean");
            } else if (raw == Interval.class || raw == Samples.class || raw == Shape.class) {
                return WireShape.of("array", WireShape.of("number"));
            } else if (raw == List.class || raw == Stream.class) {
                return WireShape.of("array", of(argument(type, 0)));
            } else if (raw == Map.class) {
                return WireShape.of("map", of(argument(type, 1)));
            } else if (raw == Optional.class) {
                return of(argument(type, 0));
            } else if (raw.isRecord()) {
                seen.add(raw);
                Map<String, WireShape> fields = new LinkedHashMap<>();
                for (RecordComponent component : raw.getRecordComponents()) {
                    add(fields, component);
                }
                return object(fields);
            }
            return raw == Object.class || TreeNode.class.isAssignableFrom(raw) ? ANYTHING : WireShape.of("string");
        }

        private void add(Map<String, WireShape> fields, RecordComponent component) {
            Method accessor = component.getAccessor();
            if (accessor.isAnnotationPresent(RecordJson.Unwrapped.class)) {
                if (component.getType() == Map.class) {
                    WireShape element = of(argument(component.getGenericType(), 1));
                    for (Object key : ((Class<?>) argument(component.getGenericType(), 0)).getEnumConstants()) {
                        String name = RecordJson.text(key);
                        fields.put(name.substring(1, name.length() - 1), element);
                    }
                } else {
                    fields.putAll(of(component.getGenericType()).fields());
                }
                return;
            }
            AnnotatedType type = component.getAnnotatedType();
            RecordJson.Named named = accessor.getAnnotation(RecordJson.Named.class);
            fields.put(
                    named == null ? component.getName() : named.value(),
                    of(component.getGenericType())
                            .orNull(type.isAnnotationPresent(Nullable.class)
                                    || accessor.isAnnotationPresent(RecordJson.MayBeNaN.class))
                            .orAbsent(component.getType().getSimpleName().startsWith("Optional")));
        }

        private static Type argument(Type type, int index) {
            return type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[index] : Object.class;
        }
    }

    /** Reads the shape of a schema of an OpenAPI document. */
    static WireShape ofSchema(JsonNode document, JsonNode schema) {
        if (schema.has("$ref")) {
            return ofSchema(document, document.at(schema.get("$ref").textValue().substring(1)));
        }
        if (schema.has("oneOf") && !schema.has("properties")) {
            WireShape all = null;
            boolean nullable = false;
            for (JsonNode one : schema.get("oneOf")) {
                if (one.path("type").asText().equals("null")) {
                    nullable = true;
                } else {
                    WireShape shape = ofSchema(document, one);
                    all = all == null ? shape : all.or(shape);
                }
            }
            return all == null ? ANYTHING : all.orNull(nullable);
        }
        List<String> types = new ArrayList<>();
        schema.path("type").forEach(type -> types.add(type.textValue()));
        if (types.isEmpty()) {
            types.add(schema.path("type").asText());
        }
        boolean nullable = types.remove("null");
        WireShape shape = types.isEmpty() ? ANYTHING : ofType(document, schema, types);
        return shape.orNull(nullable);
    }

    private static WireShape ofType(JsonNode document, JsonNode schema, List<String> types) {
        if (types.size() > 1) {
            return ANYTHING;
        }
        return switch (types.get(0)) {
            case "integer", "number" -> WireShape.of("number");
            case "array" -> WireShape.of("array", ofSchema(document, schema.path("items")));
            case "object" -> ofObject(document, schema);
            case "" -> ANYTHING;
            default -> WireShape.of(types.get(0));
        };
    }

    private static WireShape ofObject(JsonNode document, JsonNode schema) {
        if (schema.path("additionalProperties").isObject()) {
            return WireShape.of("map", ofSchema(document, schema.path("additionalProperties")));
        }
        Set<String> required = new TreeSet<>();
        schema.path("required").forEach(name -> required.add(name.textValue()));
        Map<String, WireShape> fields = new LinkedHashMap<>();
        schema.path("properties")
                .properties()
                .forEach(field -> fields.put(
                        field.getKey(),
                        ofSchema(document, field.getValue()).orAbsent(!required.contains(field.getKey()))));
        return object(fields);
    }

    /** What is either this or another: fields that only one of them has may be left out. */
    private WireShape or(WireShape other) {
        if (kind.equals("anything")) {
            return other.orNull(true);
        }
        Map<String, WireShape> both = new LinkedHashMap<>();
        fields.forEach((name, field) -> {
            WireShape theirs = other.fields.get(name);
            both.put(
                    name,
                    theirs == null
                            ? field.orAbsent(true)
                            : theirs.kind.equals("anything") ? field.orNull(theirs.nullable) : field);
        });
        other.fields.forEach((name, field) -> both.putIfAbsent(name, field.orAbsent(true)));
        return new WireShape(kind, both, element, nullable || other.nullable, optional);
    }
}
