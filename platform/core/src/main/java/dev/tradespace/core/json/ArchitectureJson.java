package dev.tradespace.core.json;

import dev.tradespace.api.arch.Architecture;
import java.util.List;
import java.util.Objects;

/**
 * Architectures as JSON: {@code {"format":1,"layers":[{"name","op":{"kind":"convolution",...},"inputs"}],"output",
 * "auxiliaryOutputs"}}. Shapes are inferred again when reading, so that a file cannot lie about them.
 */
public final class ArchitectureJson {
    private static final int FORMAT = 1;

    private record Document(int format, List<Architecture.Draft> layers, String output, List<String> auxiliaryOutputs) {
        Document {
            Objects.requireNonNull(output, "/output: must be a text, was null");
        }
    }

    /** The architecture as JSON. */
    public String write(Architecture architecture) {
        List<Architecture.Draft> drafts = architecture.layers().stream()
                .map(layer -> new Architecture.Draft(layer.name(), layer.op(), layer.inputs()))
                .toList();
        return RecordJson.text(new Document(FORMAT, drafts, architecture.output(), architecture.auxiliaryOutputs()));
    }

    /**
     * The architecture of a JSON text.
     *
     * @throws BadDocument if the text is none or has unknown or missing keys
     * @throws dev.tradespace.api.arch.BadArchitecture if the graph cannot be
     */
    public Architecture read(String json) {
        Document document = RecordJson.read(Document.class, json);
        if (document.format() != FORMAT) {
            throw new BadDocument("format must be " + FORMAT + ", was " + document.format());
        }
        return Architecture.assemble(document.layers(), document.output(), document.auxiliaryOutputs());
    }
}
