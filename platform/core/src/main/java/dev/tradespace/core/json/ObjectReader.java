package dev.tradespace.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.check.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.function.Function;

/**
 * Reads the fields of a JSON object one by one and gathers every problem on the way, unknown keys included, instead of
 * stopping at the first.
 */
public final class ObjectReader {
    /** So many characters of what was read stand in a message; a text may be a whole file. */
    private static final int SHOWN = 60;

    private final JsonNode node;
    private final String path;
    private final List<Problem> problems;
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * A reader of an object.
     *
     * @param path the JSON pointer of the object, empty for the root
     * @param problems where to put what is wrong
     */
    public ObjectReader(JsonNode node, String path, List<Problem> problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
        if (!node.isObject()) {
            problems.add(new Problem(path, "must be an object, was " + kind(node)));
        }
    }

    /** A text that must be there and not blank. */
    public String text(String field) {
        JsonNode value = required(field);
        if (value.isMissingNode()) {
            return "";
        }
        if (!isText(value)) {
            problems.add(new Problem(path + "/" + field, "must be a text, was " + kind(value)));
            return "";
        }
        return value.asText();
    }

    /** A list of texts, at least one. */
    public List<String> texts(String field) {
        JsonNode value = required(field);
        List<String> texts = new ArrayList<>();
        if (value.isMissingNode()) {
            return texts;
        }
        if (!value.isArray() || value.isEmpty()) {
            problems.add(new Problem(path + "/" + field, "must be a list of at least one text, was " + kind(value)));
            return texts;
        }
        for (int i = 0; i < value.size(); i++) {
            if (isText(value.get(i))) {
                texts.add(value.get(i).asText());
            } else {
                problems.add(new Problem(path + "/" + field + "/" + i, "must be a text, was " + kind(value.get(i))));
            }
        }
        return texts;
    }

    /**
     * A text that means something.
     *
     * @param meaning what it means, empty for nothing
     * @param allowed what would be right, for the message
     */
    public <T> Optional<T> parsed(String field, Function<String, Optional<T>> meaning, String allowed) {
        String text = text(field);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> parsed = meaning.apply(text);
        if (parsed.isEmpty()) {
            problems.add(new Problem(path + "/" + field, "must be " + allowed + ", was " + shown(text)));
        }
        return parsed;
    }

    /** As {@link #parsed}, but the field may be absent: then the default stands. */
    public <T> T parsedOr(String field, Function<String, Optional<T>> meaning, String allowed, T absent) {
        known.add(field);
        return node.has(field) ? parsed(field, meaning, allowed).orElse(absent) : absent;
    }

    /**
     * A whole number from {@code least} to {@code most}; empty if it is absent or, which is a problem, something else.
     */
    public OptionalLong whole(String field, long least, long most) {
        known.add(field);
        if (!node.has(field)) {
            return OptionalLong.empty();
        }
        JsonNode value = node.get(field);
        if (value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= least
                && value.longValue() <= most) {
            return OptionalLong.of(value.longValue());
        }
        problems.add(new Problem(
                path + "/" + field, "must be a whole number from " + least + " to " + most + ", was " + kind(value)));
        return OptionalLong.empty();
    }

    /**
     * A finite number; empty if it is absent or, which is a problem, something else.
     *
     * @param rule which numbers are right
     * @param allowed the same in words: {@code a number from 0 to 0.5}
     */
    public OptionalDouble number(String field, DoublePredicate rule, String allowed) {
        known.add(field);
        if (!node.has(field)) {
            return OptionalDouble.empty();
        }
        JsonNode value = node.get(field);
        if (value.isNumber() && Double.isFinite(value.doubleValue()) && rule.test(value.doubleValue())) {
            return OptionalDouble.of(value.doubleValue());
        }
        problems.add(new Problem(path + "/" + field, "must be " + allowed + ", was " + kind(value)));
        return OptionalDouble.empty();
    }

    /** Yes or no; empty if it is absent or, which is a problem, something else. */
    public Optional<Boolean> flag(String field) {
        known.add(field);
        if (!node.has(field)) {
            return Optional.empty();
        }
        JsonNode value = node.get(field);
        if (value.isBoolean()) {
            return Optional.of(value.booleanValue());
        }
        problems.add(new Problem(path + "/" + field, "must be true or false, was " + kind(value)));
        return Optional.empty();
    }

    /** A reader of the object under a key, to be finished by the caller; empty if it is absent. */
    public Optional<ObjectReader> object(String field) {
        known.add(field);
        return node.has(field)
                ? Optional.of(new ObjectReader(node.get(field), path + "/" + field, problems))
                : Optional.empty();
    }

    /** Whether a key is there; it counts as known. */
    public boolean has(String field) {
        known.add(field);
        return node.has(field);
    }

    /** Notes a problem of a key that only the caller can see. */
    public void refuse(String field, String message) {
        problems.add(new Problem(field.isEmpty() ? path : path + "/" + field, message));
    }

    /** Reports every key that nobody asked for. To be called last. */
    public void finish() {
        node.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                problems.add(new Problem(
                        path + "/" + shown(escaped(field)), "is unknown; known are " + String.join(", ", known)));
            }
        });
    }

    private JsonNode required(String field) {
        known.add(field);
        JsonNode value = node.path(field);
        if (value.isMissingNode() && node.isObject()) {
            problems.add(new Problem(path + "/" + field, "is missing"));
        }
        return value;
    }

    /**
     * Whether a value can be read as a text that is not blank: a number of a YAML file that was written without quotes
     * can.
     */
    public static boolean isText(JsonNode value) {
        return value instanceof PlainScalar
                || (value.isTextual() && !value.textValue().isBlank());
    }

    /** A key as a step of a JSON pointer (RFC 6901, section 3). */
    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> value.isEmpty() ? "an empty list" : "a list";
            case OBJECT -> "an object";
            case NULL -> "null";
            case STRING -> value.textValue().isBlank() ? "blank" : "the text \"" + shown(value.textValue()) + "\"";
            case BOOLEAN, NUMBER -> shown(value.asText());
            default -> "nothing";
        };
    }

    private static String shown(String text) {
        return text.codePointCount(0, text.length()) <= SHOWN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN)) + "...";
    }
}
