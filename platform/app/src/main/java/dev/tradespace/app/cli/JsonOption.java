package dev.tradespace.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.tradespace.core.json.RecordJson;
import dev.tradespace.core.json.StrictJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine.Option;

/** The {@code --json} that every command has: JSON for machines, alone on stdout. */
final class JsonOption {
    private static final ObjectMapper PRETTY = StrictJson.json().enable(SerializationFeature.INDENT_OUTPUT);

    @Option(names = "--json", description = "Print JSON for machines, alone on stdout.")
    private boolean json;

    boolean wanted() {
        return json;
    }

    static void print(PrintWriter out, JsonNode node) {
        try {
            out.println(PRETTY.writeValueAsString(node));
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("a tree is writable", impossible);
        }
    }

    /** What the platform would send, as a tree. */
    static JsonNode tree(Object view) {
        try {
            return PRETTY.readTree(RecordJson.bytes(view));
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory", impossible);
        }
    }

    static ObjectMapper mapper() {
        return PRETTY;
    }
}
