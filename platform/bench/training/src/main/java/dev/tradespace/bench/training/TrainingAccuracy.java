package dev.tradespace.bench.training;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Model;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.json.StrictJson;
import dev.tradespace.core.statistics.WilsonInterval;
import dev.tradespace.core.training.Budget;
import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.TrainingProgress;
import dev.tradespace.core.training.TrainingSpec;
import dev.tradespace.core.training.TrainingSpecJson;
import dev.tradespace.core.weights.WeightsFile;
import dev.tradespace.training.Trainer;
import dev.tradespace.training.TrainingEnd;
import dev.tradespace.training.TrainingRequest;
import dev.tradespace.training.data.home.Datasets;
import dev.tradespace.training.data.io.ProgressListener;
import dev.tradespace.training.dl4j.train.InitialWeights;
import dev.tradespace.training.worker.ForkedTrainer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Test accuracy of our trainer beside PyTorch's: the same networks, starting weights, recipe and prepared images; only the order and the augmentation of images
 * are drawn by each side's own generator. PyTorch scores both sides' weights on the test split.
 */
public final class TrainingAccuracy {
    private static final double PERCENT = 100;
    private static final Trainer.Listener SILENT = new Trainer.Listener() {
        @Override
        public void progress(TrainingProgress progress) {}

        @Override
        public void epoch(EpochPoint point) {}
    };

    private final AccuracyOptions options;
    private final Path data;
    private final Path folder;
    private final Trainer trainer;

    private TrainingAccuracy(AccuracyOptions options, Path data, Path folder) {
        this.options = options;
        this.data = data;
        this.folder = folder;
        this.trainer = new ForkedTrainer(
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .map(Path::toAbsolutePath)
                        .toList());
    }

    /**
     * Compares; run it in the root of the tree.
     *
     * @param arguments see {@link AccuracyOptions}
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        AccuracyOptions options = AccuracyOptions.parse(arguments);
        Path home = Files.createTempDirectory("tradespace-training-accuracy-");
        Catalogue catalogue = Catalogue.load(TrainingAccuracy.class.getClassLoader(), List.of());
        Datasets datasets = Datasets.at(home, options.folders());
        System.out.println(Machine.describe());
        System.out.printf("%s, %d epochs, subset %s%n", options.dataset(), options.epochs(), options.subset());
        for (String name : options.models()) {
            int classes = datasets.open(options.dataset()).facts().classes().size();
            Model model = catalogue.model(
                    name,
                    Map.of("classes", String.valueOf(classes), "resolution", String.valueOf(options.resolution())));
            Path data = datasets.prepared(options.dataset(), options.resolution(), ProgressListener.SILENT);
            Path folder = Files.createDirectories(home.resolve(name.replace('/', '-')));
            new TrainingAccuracy(options, data, folder)
                    .compare(model, catalogue.build(model).architecture());
        }
    }

    private void compare(Model model, Architecture network) throws IOException, InterruptedException {
        Path architecture = folder.resolve("architecture.json");
        Files.writeString(architecture, new ArchitectureJson().write(network));
        Count ours = Count.NONE;
        Count theirs = Count.NONE;
        for (long seed : options.seeds()) {
            TrainingSpec spec = new TrainingSpec(
                    options.dataset(),
                    model.recipe(),
                    new Budget.Epochs(options.epochs()),
                    options.subset() > 0 ? OptionalInt.of(options.subset()) : OptionalInt.empty(),
                    1,
                    seed);
            Count own = executor(architecture, spec);
            Count peer = torch(architecture, network, spec);
            System.out.printf("%s seed %d: executor %s, PyTorch %s%n", model.id(), seed, own, peer);
            ours = ours.plus(own);
            theirs = theirs.plus(peer);
        }
        System.out.printf(
                "%s all seeds: executor %s, PyTorch %s: the intervals %s%n",
                model.id(), ours, theirs, ours.overlaps(theirs) ? "overlap" : "DO NOT OVERLAP");
    }

    private Count executor(Path architecture, TrainingSpec spec) throws IOException, InterruptedException {
        Path result = Files.createDirectories(folder.resolve("executor-" + spec.seed()));
        TrainingEnd end = trainer.train(new TrainingRequest(architecture, data, spec, result), SILENT);
        if (!(end instanceof TrainingEnd.Completed)) {
            throw new IOException("our training ended as " + end);
        }
        return python("score", architecture, result.resolve(TrainingRequest.WEIGHTS), List.of());
    }

    private Count torch(Path architecture, Architecture network, TrainingSpec spec)
            throws IOException, InterruptedException {
        Path start = folder.resolve("start-" + spec.seed() + ".safetensors");
        WeightsFile.write(start, network.weights().values(), new InitialWeights(network, spec.seed()), Map.of());
        Path file = folder.resolve("spec-" + spec.seed() + ".json");
        Files.writeString(file, TrainingSpecJson.write(spec).toString());
        return python("train", architecture, start, List.of(file.toString()));
    }

    private Count python(String mode, Path architecture, Path weights, List<String> more)
            throws IOException, InterruptedException {
        List<String> lines = Side.python("torch_train.py", mode, architecture, weights, data, more);
        JsonNode answer = StrictJson.json().readTree(lines.get(lines.size() - 1));
        return new Count(
                answer.get("testCorrect").intValue(), answer.get("testImages").intValue());
    }

    /**
     * Test images that were answered rightly.
     *
     * @param correct of {@code images}
     */
    private record Count(int correct, int images) {
        static final Count NONE = new Count(0, 0);

        Count plus(Count other) {
            return new Count(correct + other.correct, images + other.images);
        }

        Interval interval() {
            return WilsonInterval.of(correct, images);
        }

        boolean overlaps(Count other) {
            return interval().low() <= other.interval().high()
                    && other.interval().low() <= interval().high();
        }

        @Override
        public String toString() {
            return String.format(
                    "%.2f%% (%.2f to %.2f)",
                    PERCENT * correct / images,
                    scaled(interval().low()),
                    scaled(interval().high()));
        }

        private static double scaled(double share) {
            return PERCENT * share;
        }
    }
}
