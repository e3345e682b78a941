package dev.tradespace.server;

import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.measure.PresentConditions;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.hardware.Runner;
import dev.tradespace.results.Results;
import dev.tradespace.search.catalogue.Strategies;
import dev.tradespace.server.http.KnownTarget;
import dev.tradespace.server.model.ModelExporter;
import dev.tradespace.server.training.TrainingParts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a platform is made of. Whoever made the parts closes them, after the platform.
 *
 * @param catalogue all families
 * @param targets where this platform measures
 * @param devices devices elsewhere, and what was published for them
 * @param results the store
 * @param runner what measures
 * @param exporter what writes the files that are measured
 * @param training what trains; null for a platform that cannot
 * @param strategies who can choose the trials of searches
 */
public record PlatformParts(
        Catalogue catalogue,
        List<KnownTarget> targets,
        DeviceCatalogue devices,
        Results results,
        Runner runner,
        ModelExporter exporter,
        @Nullable TrainingParts training,
        Strategies strategies) {
    public PlatformParts {
        targets = List.copyOf(targets);
        catalogue = catalogue.knowing(results::variant);
    }

    /** What is measured under here. */
    PresentConditions present() {
        return KnownTarget.present(targets);
    }

    /** A platform that cannot train, and so cannot search. */
    public PlatformParts(
            Catalogue catalogue, List<KnownTarget> targets, Results results, Runner runner, ModelExporter exporter) {
        this(catalogue, targets, DeviceCatalogue.builtIn(), results, runner, exporter, null, Strategies.NONE);
    }
}
