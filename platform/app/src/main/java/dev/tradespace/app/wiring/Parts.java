package dev.tradespace.app.wiring;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.measure.ModelFormat;
import dev.tradespace.core.weights.WeightsFile;
import dev.tradespace.hardware.ForkedRunner;
import dev.tradespace.hardware.Profiles;
import dev.tradespace.onnx.OnnxExporter;
import dev.tradespace.results.JdbcResults;
import dev.tradespace.results.Results;
import dev.tradespace.runtime.PlatformParts;
import dev.tradespace.runtime.http.KnownTarget;
import dev.tradespace.runtime.model.ModelSource;
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

    private static void export(Catalogue catalogue, ModelSource source, ModelFormat format, Path file)
            throws IOException {
        Built built = catalogue.build(catalogue.model(source.variant()));
        if (!built.architecture().digest().equals(source.architecture())) {
            throw new IllegalStateException(source.variant()
                    + " builds another network than when the sweep was asked for; its plugin has changed");
        }
        if (format != ModelFormat.ONNX) {
            throw new IllegalStateException("only ONNX files can be written yet");
        }
        OnnxExporter.write(built.architecture(), weights(built.architecture(), source), file);
    }

    private static Weights weights(Architecture architecture, ModelSource source) throws IOException {
        if (source.trained() != null) {
            return WeightsFile.open(source.trained(), source.weights());
        }
        if (!source.weights().startsWith(RANDOM)) {
            throw new IllegalStateException("weights must be " + RANDOM + "SEED, was " + source.weights());
        }
        return RandomWeights.of(architecture, Long.parseLong(source.weights().substring(RANDOM.length())));
    }

    @Override
    public void close() {
        results.close();
    }
}
