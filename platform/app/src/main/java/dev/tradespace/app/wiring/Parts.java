package dev.tradespace.app.wiring;

import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.hardware.ForkedRunner;
import dev.tradespace.hardware.Profiles;
import dev.tradespace.onnx.OnnxExporter;
import dev.tradespace.results.JdbcResults;
import dev.tradespace.results.Results;
import dev.tradespace.runtime.PlatformParts;
import dev.tradespace.runtime.http.KnownTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Everything that a platform is made of, from the modules that make it. */
public final class Parts implements AutoCloseable {
    private static final String RANDOM = "random:";

    private final PlatformParts parts;
    private final Results results;

    private Parts(PlatformParts parts, Results results) {
        this.parts = parts;
        this.results = results;
    }

    /**
     * The parts for a home that this process owns.
     *
     * @throws dev.tradespace.results.ResultsException if the database cannot be opened
     */
    public static Parts of(Settings settings, Catalogue catalogue, String version) {
        Profiles profiles = Profiles.load(settings.home().resolve("profiles"));
        Results results = JdbcResults.open(settings.jdbcUrl(), InstantSource.system());
        List<KnownTarget> targets = profiles.targets().stream()
                .map(target -> new KnownTarget(target, profiles.energy(target)))
                .toList();
        return new Parts(
                new PlatformParts(
                        catalogue,
                        targets,
                        results,
                        new ForkedRunner(profiles, Map.of("tradespace", version), InstantSource.system()),
                        (source, format, file) -> export(catalogue, source, format, file)),
                results);
    }

    /** What to start a platform with. */
    public PlatformParts parts() {
        return parts;
    }

    private static void export(Catalogue catalogue, Subject subject, Path file) throws IOException {
        Built built = catalogue.build(catalogue.model(subject.variant()));
        if (!built.architecture().digest().equals(subject.key().architecture())) {
            throw new IllegalStateException(subject.variant()
                    + " builds another network than when the sweep was asked for; its plugin has changed");
        }
        String weights = subject.key().weights();
        if (!weights.startsWith(RANDOM)) {
            throw new IllegalStateException("weights must be " + RANDOM + "SEED, was " + weights);
        }
        long seed = Long.parseLong(weights.substring(RANDOM.length()));
        OnnxExporter.write(built.architecture(), RandomWeights.of(built.architecture(), seed), file);
    }

    @Override
    public void close() {
        results.close();
    }
}
