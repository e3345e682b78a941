package dev.tradespace.server;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.json.StrictJson;
import dev.tradespace.core.measure.ModelFile;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.measure.Timing;
import dev.tradespace.core.statistics.Samples;
import dev.tradespace.core.sweep.Expansion;
import dev.tradespace.core.sweep.SweepSpec;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.core.sweep.Training;
import dev.tradespace.core.sweep.TrainingAsked;
import dev.tradespace.core.sweep.TrainingGround;
import dev.tradespace.core.training.Budget;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.DatasetUnavailable;
import dev.tradespace.core.training.RecipeChanges;
import dev.tradespace.hardware.EnergySupport;
import dev.tradespace.results.Results;
import dev.tradespace.results.training.Trainings;
import dev.tradespace.search.catalogue.Strategies;
import dev.tradespace.search.run.SearchContext;
import dev.tradespace.search.run.SearchPlan;
import dev.tradespace.search.run.SearchSpecReader;
import dev.tradespace.server.http.KnownTarget;
import dev.tradespace.server.model.ModelExporter;
import dev.tradespace.server.model.ModelSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Small real things to test with: a catalogue of one family, targets on two devices, a store, readings. */
public final class Toys {
    /** The device of the first two targets. */
    public static final String DEVICE = "toy-cpu";

    /** Two targets of one device, and one of another. */
    public static final List<Target> TARGETS =
            List.of(target(DEVICE, "one", 1), target(DEVICE, "all", 2), target("other-cpu", "one", 1));

    /** For sweeps that train nothing. */
    public static final TrainingGround NO_TRAINING = new TrainingGround() {
        @Override
        public DatasetFacts dataset(String id) throws DatasetUnavailable {
            throw new DatasetUnavailable("toys are not trained");
        }

        @Override
        public Optional<String> unfinished(Training alike) {
            return Optional.empty();
        }

        @Override
        public String nonce() {
            return "";
        }
    };

    /** A second format, beside ONNX. */
    public static final ModelFormat SAMEDIFF = new ModelFormat("samediff", "model.fb");

    private Toys() {}

    /** An exporter of two formats. */
    public static ModelExporter exporter(ModelExporter writing) {
        return new ModelExporter() {
            @Override
            public void export(ModelSource source, ModelFile model, Path file) throws IOException {
                writing.export(source, model, file);
            }

            @Override
            public List<ModelFormat> formats() {
                return List.of(ModelFormat.ONNX, SAMEDIFF);
            }
        };
    }

    private static Target target(String device, String name, int threads) {
        return new Target(device + "/" + name, device, "onnxruntime", "fp32", threads, name + " of " + device);
    }

    /** The targets as the platform knows them. */
    public static List<KnownTarget> knownTargets() {
        return TARGETS.stream()
                .map(target -> new KnownTarget(
                        target,
                        target.threads() == 1
                                ? new EnergySupport(null, "this machine has no meter")
                                : new EnergySupport("rapl", null)))
                .toList();
    }

    /** The toy family. */
    public static Catalogue catalogue() {
        return Catalogue.load(Toys.class.getClassLoader(), List.of());
    }

    /** The platform's own strategies. */
    public static Strategies strategies() {
        return Strategies.load(Toys.class.getClassLoader(), List.of(), Strategies.PATIENCE);
    }

    /** A new store in a folder. */
    public static Results store(Path folder) {
        return Results.open("jdbc:h2:file:" + folder.resolve("store").toAbsolutePath(), InstantSource.system());
    }

    /** A spec of ids or globs. */
    public static SweepSpec spec(List<String> variants, List<String> targets) {
        return new SweepSpec(variants, targets, Protocol.QUICK);
    }

    /** The jobs of a spec. */
    public static List<Subject> subjects(SweepSpec spec) {
        Expansion expansion = Expansion.of(spec, catalogue(), TARGETS, NO_TRAINING);
        if (!expansion.problems().isEmpty()) {
            throw new AssertionError(expansion.problems());
        }
        return expansion.subjects();
    }

    /** A sweep that is kept but that nobody was told of. */
    public static SweepState sweep(Results results, List<String> variants, List<String> targets) {
        SweepSpec spec = spec(variants, targets);
        return results.sweeps().create(spec, subjects(spec));
    }

    /** A reading of so many queries, each a little longer than the one before. */
    public static Reading reading(int queries, long nanos, String... disturbances) {
        long[] samples = new long[queries];
        for (int i = 0; i < queries; i++) {
            samples[i] = nanos + i;
        }
        return Reading.of(
                new Timing(Samples.ofNanos(samples), 10, true),
                Map.of(
                        Metric.MEMORY,
                        new Figure.Measured(1_000_000, null, "VmHWM"),
                        Metric.ENERGY,
                        new Figure.Unavailable("this machine has no meter")),
                List.of(disturbances),
                Map.of("cpu", "a toy"));
    }

    /** A clean measurement of so many milliseconds. */
    public static Outcome measured(int millis) {
        return new Outcome.Completed(reading(64, millis * 1_000_000L));
    }

    /** A worker's end without a measurement. */
    public static Outcome failed(String reason, boolean worthRetrying) {
        return new Outcome.Failed(failure(reason, worthRetrying));
    }

    /** Why there is no measurement. */
    public static Outcome.Failure failure(String reason, boolean worthRetrying) {
        return new Outcome.Failure(reason, "its last words", worthRetrying);
    }

    /** A sweep that trains its models on {@link ToyImages}, kept but told to nobody. */
    public static SweepState trainingSweep(Results results, Path folder, List<String> variants, List<String> targets) {
        TrainingAsked asked = new TrainingAsked(
                ToyImages.ID, new Budget.Epochs(2), OptionalInt.empty(), 1, 1, false, RecipeChanges.NONE);
        SweepSpec spec = new SweepSpec(variants, targets, Protocol.QUICK, asked);
        Expansion expansion =
                Expansion.of(spec, catalogue(), TARGETS, new ToyGround(new ToyImages(folder), results.trainings()));
        if (!expansion.problems().isEmpty()) {
            throw new AssertionError(expansion.problems());
        }
        return results.sweeps().create(spec, expansion.subjects(), expansion.trainings());
    }

    /** The plan of a search on {@link ToyImages}. */
    public static SearchPlan plan(String spec, Path home) throws IOException {
        return SearchPlan.of(
                        SearchSpecReader.read(StrictJson.read(StrictJson.json(), spec))
                                .spec()
                                .orElseThrow(),
                        new SearchContext(
                                catalogue(),
                                TARGETS,
                                ground(new ToyImages(home)),
                                strategies(),
                                target -> Optional.empty()))
                .plan()
                .orElseThrow();
    }

    /** Toy images to train on, where nothing was trained yet. */
    public static TrainingGround ground(ToyImages images) {
        return new ToyGround(images, null);
    }

    private record ToyGround(ToyImages images, @Nullable Trainings trainings) implements TrainingGround {
        @Override
        public DatasetFacts dataset(String id) throws DatasetUnavailable {
            return images.facts(id);
        }

        @Override
        public Optional<String> unfinished(Training alike) {
            return trainings == null ? Optional.empty() : trainings.unfinished(alike);
        }

        @Override
        public String nonce() {
            return "once";
        }
    }
}
