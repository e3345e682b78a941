package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.training.Recipe;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Model;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.training.Budget;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.ImageSize;
import dev.tradespace.core.training.TrainingProgress;
import dev.tradespace.core.training.TrainingSpec;
import dev.tradespace.core.weights.WeightsFile;
import dev.tradespace.hardware.Answers;
import dev.tradespace.hardware.ForkedRunner;
import dev.tradespace.hardware.Profiles;
import dev.tradespace.hardware.runtime.Runtimes;
import dev.tradespace.onnx.BatchAxis;
import dev.tradespace.onnx.OnnxExporter;
import dev.tradespace.training.Trainer;
import dev.tradespace.training.TrainingEnd;
import dev.tradespace.training.TrainingRequest;
import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.image.Pixels;
import dev.tradespace.training.data.io.ProgressListener;
import dev.tradespace.training.data.prepared.PreparedDataset;
import dev.tradespace.training.score.Logits;
import dev.tradespace.training.score.Parity;
import dev.tradespace.training.score.RoundingError;
import dev.tradespace.training.worker.ForkedTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The parity gate on networks of all families, shallow and deep, hardly trained and trained a few epochs: what rounding does through ONNX Runtime, what is
 * tolerated, and what each mistake of an exporter does. Prints the table of {@code docs/notes/parity-tolerance.md}; what passes the gate stands in brackets. That may
 * be only the epsilon of a single layer, which can be less than rounding.
 */
@Tag("long")
class ParityToleranceTest {
    private static final int BATCH = 32;
    private static final List<Integer> EPOCHS = List.of(1, 4);
    private static final List<String> MODELS = List.of(
            "resnet/small-resnet8[width=0.25]",
            "resnet/small-resnet8[n=9,width=0.25]",
            "resnet/small-resnet8[n=18,width=0.25]",
            "resnet/small-resnet8[n=32,width=0.125]",
            "mobilenet/small-v2-0.5",
            "mobilenet/mini-v3",
            "mobilenet/mini-v3[depth=2,generation=v3-large]",
            "efficientnet/mini",
            "efficientnet/mini[depth=3,width=0.5]",
            "vit/mini",
            "vit/mini[depth=12,width=32]",
            "inception/mini",
            "inception/mini[design=googlenet,resolution=32,width=0.25]");

    private static final Trainer.Listener SILENT = new Trainer.Listener() {
        @Override
        public void progress(TrainingProgress progress) {}

        @Override
        public void epoch(EpochPoint point) {}
    };

    private final Catalogue catalogue = Catalogue.load(getClass().getClassLoader(), List.of());
    private final Profiles profiles =
            Profiles.builtIn(Runtimes.builtIn(Path.of(System.getProperty("tradespace.runtimes"))));
    private final Target target = profiles.find("local-cpu/ort-fp32-1t").orElseThrow();
    private final ForkedRunner runner = new ForkedRunner(profiles, Map.of(), InstantSource.system());
    private final List<String> wrong = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void passesSoundNetworksAndRefusesMistakes() throws IOException {
        System.out.println(
                "| model | layers | epochs | tolerated | rounding | kernels | statistics | epsilons | one |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        for (String id : MODELS) {
            for (int epochs : EPOCHS) {
                compare(id, epochs);
            }
        }
        assertEquals(List.of(), wrong);
    }

    private void compare(String id, int epochs) throws IOException {
        Model model = catalogue.model(id, Map.of("classes", String.valueOf(Waves.CLASSES.size())));
        Architecture network = catalogue.build(model).architecture();
        Path place = Files.createDirectory(folder.resolve("training-" + epochs + "-" + MODELS.indexOf(id)));
        Path data = data(network.inputShape().height());
        train(network, model.recipe(), data, epochs, place);
        Logits trainer = Logits.read(place.resolve(TrainingRequest.ANSWERS), Waves.CLASSES.size());
        Logits perturbed = Logits.read(place.resolve(TrainingRequest.PERTURBED), Waves.CLASSES.size());
        double tolerance = RoundingError.tolerance(trainer, perturbed);
        Weights weights = WeightsFile.open(place.resolve(TrainingRequest.WEIGHTS), "trained");

        Parity sound = Parity.of("onnxruntime", trainer, answers(network, weights, data), tolerance);
        if (!sound.agreed()) {
            wrong.add(id + " after " + epochs + ": " + sound.sentence());
        }
        StringBuilder row = new StringBuilder(String.format(
                Locale.ROOT,
                "| `%s` | %d | %d | %.1e | %.1e |",
                id,
                network.layers().size(),
                epochs,
                tolerance,
                sound.worst()));
        for (Mistake mistake : Mistake.values()) {
            row.append(mistaken(id, mistake, network, weights, data, trainer, tolerance));
        }
        System.out.println(row);
    }

    private String mistaken(
            String id,
            Mistake mistake,
            Architecture network,
            Weights weights,
            Path data,
            Logits trainer,
            double tolerance)
            throws IOException {
        if (!mistake.concerns(network)) {
            return " |";
        }
        Answers given = ask(mistake.in(network), mistake.in(weights), data);
        if (given instanceof Answers.Refused) {
            // Its answers are not finite, and the gate is through with it.
            return " not finite |";
        }
        Parity parity = Parity.of("onnxruntime", trainer, ((Answers.Given) given).logits(), tolerance);
        if (parity.agreed() && mistake != Mistake.ONE_EPSILON) {
            wrong.add(id + ", " + mistake + ": " + parity.sentence());
        }
        return String.format(Locale.ROOT, parity.agreed() ? " (%.1e) |" : " %.1e |", parity.worst());
    }

    private Path data(int resolution) throws IOException {
        Path file = folder.resolve(resolution + ".bin");
        if (!Files.exists(file)) {
            PreparedDataset.prepare(new Waves(), resolution, file, ProgressListener.SILENT);
        }
        return file;
    }

    private static void train(Architecture network, Recipe own, Path data, int epochs, Path place) throws IOException {
        Path graph = place.resolve("architecture.json");
        Files.writeString(graph, new ArchitectureJson().write(network));
        Recipe recipe =
                own.batch(BATCH).with("learningRate", own.learningRate() / 2).augmentation(Recipe.Augmentation.NONE);
        TrainingSpec spec = new TrainingSpec("waves", recipe, new Budget.Epochs(epochs), OptionalInt.empty(), 1, 3);
        TrainingEnd end = new ForkedTrainer(jars()).train(new TrainingRequest(graph, data, spec, place), SILENT);
        assertInstanceOf(TrainingEnd.Completed.class, end, end::toString);
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("tradespace.training.lib")))) {
            return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private Logits answers(Architecture network, Weights weights, Path data) throws IOException {
        Answers answers = ask(network, weights, data);
        return assertInstanceOf(Answers.Given.class, answers, answers::toString).logits();
    }

    private Answers ask(Architecture network, Weights weights, Path data) throws IOException {
        Path file = OnnxExporter.write(network, weights, folder.resolve("model.onnx"), BatchAxis.ANY)
                .path();
        return runner.answer(file, target, data, Split.VALIDATION, TrainingRequest.PARITY_IMAGES);
    }

    /** Stripes in one of four directions, of any phase, width and colour, with noise. */
    private record Waves() implements Dataset {
        private static final List<String> CLASSES = List.of("lying", "rising", "upright", "falling");
        private static final int SIDE = 32;
        private static final int MIDDLE = 128;

        @Override
        public DatasetFacts facts() {
            return new DatasetFacts(
                    "waves", "Waves", CLASSES, Optional.of(ImageSize.square(SIDE)), 3, 640, 64, 4, "w0");
        }

        @Override
        public int label(Split split, int index) {
            return index % CLASSES.size();
        }

        @Override
        public Pixels image(Split split, int index) {
            SplittableRandom random =
                    new SplittableRandom(1_000_003L * List.of(Split.values()).indexOf(split) + index);
            double angle = Math.PI * label(split, index) / CLASSES.size();
            double frequency = 2 * Math.PI / random.nextDouble(4, 9);
            double phase = random.nextDouble(0, 2 * Math.PI);
            byte[] values = new byte[SIDE * SIDE * 3];
            for (int i = 0; i < values.length; i++) {
                int x = i / 3 % SIDE;
                int y = i / 3 / SIDE;
                double wave = Math.sin(frequency * (x * Math.sin(angle) + y * Math.cos(angle)) + phase);
                double value = MIDDLE + 60 * wave + 25 * random.nextGaussian();
                values[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
            }
            return Pixels.of(SIDE, SIDE, 3, values);
        }
    }
}
