package dev.tradespace.app.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.tradespace.core.json.RecordJson;
import dev.tradespace.core.json.StrictJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/** JSON as the commands read and print it. */
public final class JsonOutput {
    private static final ObjectMapper PRETTY = StrictJson.json().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonOutput() {}

    /** Prints a tree, indented. */
    public static void print(PrintWriter out, JsonNode node) {
        try {
            out.println(PRETTY.writeValueAsString(node));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("a tree is writable", impossible);
        }
    }

    /** What the server would send, as a tree. */
    public static JsonNode tree(Object view) {
        try {
            return PRETTY.readTree(RecordJson.bytes(view));
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory", impossible);
        }
    }

    /** The mapper for what a command reads and writes. */
    public static ObjectMapper mapper() {
        return PRETTY;
    }
}
