package dev.tradespace.runtime;

import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.hardware.Runner;
import dev.tradespace.results.Results;
import dev.tradespace.runtime.http.KnownTarget;
import dev.tradespace.runtime.lane.ModelExporter;
import java.util.List;

/**
 * What a platform is made of. Whoever made the parts closes them, after the platform.
 *
 * @param catalogue all families
 * @param targets where this platform measures
 * @param results the store
 * @param runner what measures
 * @param exporter what writes the files that are measured
 */
public record PlatformParts(
        Catalogue catalogue, List<KnownTarget> targets, Results results, Runner runner, ModelExporter exporter) {
    public PlatformParts {
        targets = List.copyOf(targets);
    }
}
