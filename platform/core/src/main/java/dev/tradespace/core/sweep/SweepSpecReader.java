package dev.tradespace.core.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.check.Problem;
import dev.tradespace.core.json.ObjectReader;
import dev.tradespace.core.measure.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a sweep's spec from JSON or YAML: {@code variants}, {@code targets}, if not quick {@code protocol}, and {@code training}. */
public final class SweepSpecReader {
    private SweepSpecReader() {}

    /**
     * What reading gave.
     *
     * @param spec the spec, empty if there are problems
     * @param problems everything that is wrong, with its place
     */
    public record Read(Optional<SweepSpec> spec, List<Problem> problems) {}

    /** Reads a document. */
    public static Read read(JsonNode document) {
        List<Problem> problems = new ArrayList<>();
        ObjectReader reader = new ObjectReader(document, "", problems);
        List<String> variants = reader.texts("variants");
        List<String> targets = reader.texts("targets");
        Protocol protocol = reader.parsedOr("protocol", Protocol::find, "quick, standard or long", Protocol.QUICK);
        Optional<TrainingAsked> training = reader.object("training").flatMap(TrainingAsked::read);
        reader.finish();
        return problems.isEmpty()
                ? new Read(Optional.of(new SweepSpec(variants, targets, protocol, training.orElse(null))), List.of())
                : new Read(Optional.empty(), List.copyOf(problems));
    }
}
