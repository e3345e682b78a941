package dev.tradespace.hardware;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.tradespace.api.check.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * One YAML document as a tree, read strictly: repeated keys, anchors, aliases and a second document are problems, each with
 * its path. Aliases are refused and not counted, for a profile has no use for them and they are how a small file grows large.
 */
final class YamlTree {
    private static final int DEEPEST = 16;
    private static final YAMLFactory FACTORY =
            YAMLFactory.builder().loaderOptions(limits()).build();

    private final YAMLParser parser;
    private final List<Problem> problems;

    private YamlTree(YAMLParser parser, List<Problem> problems) {
        this.parser = parser;
        this.problems = problems;
    }

    private static LoaderOptions limits() {
        LoaderOptions limits = new LoaderOptions();
        limits.setMaxAliasesForCollections(0);
        limits.setNestingDepthLimit(DEEPEST);
        return limits;
    }

    /**
     * The tree of a text, as far as it can be read.
     *
     * @param problems what is wrong is added here
     * @return a missing node where the text is empty or no YAML
     */
    static JsonNode read(String text, List<Problem> problems) {
        try (YAMLParser parser = FACTORY.createParser(text)) {
            YamlTree reader = new YamlTree(parser, problems);
            if (parser.nextToken() == null) {
                problems.add(new Problem("", "the file is empty"));
                return MissingNode.getInstance();
            }
            JsonNode tree = reader.node("");
            if (parser.nextToken() != null) {
                problems.add(new Problem(
                        "",
                        "the file must hold one document, and a second one begins at "
                                + where(parser.currentTokenLocation().getLineNr())));
            }
            return tree;
        } catch (JsonProcessingException notYaml) {
            int line = notYaml.getLocation() == null ? 0 : notYaml.getLocation().getLineNr();
            problems.add(new Problem(
                    "", "this is no YAML, " + where(line) + ": " + firstLine(notYaml.getOriginalMessage())));
            return MissingNode.getInstance();
        } catch (IOException impossible) {
            throw new AssertionError("read from memory", impossible);
        }
    }

    private JsonNode node(String path) throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        refuseAnchors(path);
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(path);
            case START_ARRAY -> array(path);
            case VALUE_NUMBER_INT -> nodes.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> nodes.numberNode(parser.getDoubleValue());
            case VALUE_TRUE, VALUE_FALSE -> nodes.booleanNode(token == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> nodes.nullNode();
            default -> nodes.textNode(parser.getText());
        };
    }

    private ObjectNode object(String path) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        List<String> repeated = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            String below = path + "/" + key.replace("~", "~0").replace("/", "~1");
            if (object.has(key) && !repeated.contains(key)) {
                repeated.add(key);
                problems.add(new Problem(
                        below,
                        "the key is repeated at "
                                + where(parser.currentTokenLocation().getLineNr())));
            }
            parser.nextToken();
            object.set(key, node(below));
        }
        return object;
    }

    private ArrayNode array(String path) throws IOException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(node(path + "/" + array.size()));
        }
        return array;
    }

    private void refuseAnchors(String path) throws IOException {
        if (parser.isCurrentAlias()) {
            problems.add(new Problem(path, "aliases are not allowed, was *" + parser.getText()));
        } else if (parser.getObjectId() != null) {
            problems.add(new Problem(path, "anchors are not allowed, was &" + parser.getObjectId()));
        }
    }

    private static String where(int line) {
        return "line " + line;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("unreadable").strip();
    }
}
