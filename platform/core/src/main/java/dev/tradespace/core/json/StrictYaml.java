package dev.tradespace.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.api.check.Problem;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * The one way in which YAML is read: specs, recipes, tables and profiles. It is the JSON schema of YAML 1.2 (section
 * 10.2): only {@code true}, {@code false}, {@code null}
 * and what JSON takes for a number are more than text. {@code True}, {@code no}, {@code 010}, {@code 0x10}, {@code
 * 1_000}, {@code 1:30} and {@code 2001-01-01} stay the
 * text that was written, as they do on the command line. A number keeps the way in which it was written, for whoever
 * wants a text.
 *
 * <p>Repeated keys, anchors, aliases, tags and a second document are problems, each with its path. Aliases are refused
 * and not counted, for nothing here has a use for
 * them and they are how a small file grows large.
 */
public final class StrictYaml {
    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int DEEPEST = 20;

    private final Iterator<Event> events;
    private final List<Problem> problems;

    private StrictYaml(Iterator<Event> events, List<Problem> problems) {
        this.events = events;
        this.problems = problems;
    }

    /**
     * The tree of a text.
     *
     * @throws BadDocument with everything that is wrong with it, as YAML
     */
    public static JsonNode read(String text) {
        List<Problem> problems = new ArrayList<>();
        JsonNode tree = read(text, problems);
        if (!problems.isEmpty()) {
            throw new BadDocument(
                    String.join("; ", problems.stream().map(Problem::toString).toList()));
        }
        return tree;
    }

    /**
     * The tree of a text, as far as it can be read.
     *
     * @param problems what is wrong is added here
     * @return a missing node where the text is empty or no YAML
     */
    public static JsonNode read(String text, List<Problem> problems) {
        if (text.length() > MOST_CHARACTERS) {
            problems.add(new Problem(
                    "", "must be at most " + MOST_CHARACTERS + " characters of YAML, was " + text.length()));
            return MissingNode.getInstance();
        }
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MOST_CHARACTERS);
        try {
            return new StrictYaml(
                            new Yaml(options).parse(new StringReader(text)).iterator(), problems)
                    .document();
        } catch (MarkedYAMLException notYaml) {
            problems.add(new Problem("", place(notYaml.getProblemMark()) + firstLine(notYaml.getProblem())));
        } catch (YAMLException notYaml) {
            problems.add(new Problem("", firstLine(notYaml.getMessage())));
        }
        return MissingNode.getInstance();
    }

    private JsonNode document() {
        if (until(Event.ID.DocumentStart).isEmpty()) {
            problems.add(new Problem("", "it is empty"));
            return MissingNode.getInstance();
        }
        JsonNode tree = node(events.next(), "", 1);
        until(Event.ID.DocumentStart)
                .ifPresent(second -> problems.add(new Problem(
                        "", place(second.getStartMark()) + "a second document begins, and there must be one only")));
        return tree;
    }

    private Optional<Event> until(Event.ID wanted) {
        while (events.hasNext()) {
            Event event = events.next();
            if (event.is(wanted)) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    private JsonNode node(Event event, String path, int depth) {
        if (depth > DEEPEST) {
            throw new YAMLException(place(event.getStartMark()) + "it is more than " + DEEPEST + " levels deep");
        }
        if (event instanceof NodeEvent node) {
            refuseAnchor(node, path);
        }
        if (event instanceof MappingStartEvent mapping) {
            refuseTag(mapping.getTag(), mapping, path);
            return object(path, depth);
        }
        if (event instanceof SequenceStartEvent sequence) {
            refuseTag(sequence.getTag(), sequence, path);
            return array(path, depth);
        }
        if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag(), scalar, path);
            return scalar.getScalarStyle() == ScalarStyle.PLAIN
                    ? PlainScalar.of(scalar.getValue())
                    : JsonNodeFactory.instance.textNode(scalar.getValue());
        }
        return MissingNode.getInstance();
    }

    private ObjectNode object(String path, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        List<String> repeated = new ArrayList<>();
        for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
            if (!(event instanceof ScalarEvent scalar)) {
                throw new YAMLException(place(event.getStartMark()) + "a key must be a text");
            }
            refuseAnchor(scalar, path);
            String key = scalar.getValue();
            String below = path + "/" + key.replace("~", "~0").replace("/", "~1");
            if (object.has(key) && !repeated.contains(key)) {
                repeated.add(key);
                problems.add(new Problem(below, place(scalar.getStartMark()) + "the key is repeated"));
            }
            object.set(key, node(events.next(), below, depth + 1));
        }
        return object;
    }

    private ArrayNode array(String path, int depth) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
            array.add(node(event, path + "/" + array.size(), depth + 1));
        }
        return array;
    }

    private void refuseAnchor(NodeEvent event, String path) {
        if (event instanceof AliasEvent) {
            problems.add(new Problem(
                    path,
                    place(event.getStartMark()) + "an alias is not allowed, was *" + event.getAnchor()
                            + "; write it out"));
        } else if (event.getAnchor() != null) {
            problems.add(new Problem(
                    path, place(event.getStartMark()) + "an anchor is not allowed, was &" + event.getAnchor()));
        }
    }

    private void refuseTag(@Nullable String tag, Event event, String path) {
        if (tag != null) {
            problems.add(new Problem(path, place(event.getStartMark()) + "a tag is not allowed, was " + tag));
        }
    }

    private static String place(@Nullable Mark mark) {
        return mark == null ? "" : "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ";
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "not readable" : message.lines().findFirst().orElse("not readable");
    }
}
