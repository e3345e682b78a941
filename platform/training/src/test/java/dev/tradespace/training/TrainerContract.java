package dev.tradespace.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Dense;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.training.Recipe;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.training.Budget;
import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.TrainingProgress;
import dev.tradespace.core.training.TrainingSpec;
import dev.tradespace.core.weights.WeightsFile;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.io.ProgressListener;
import dev.tradespace.training.data.prepared.PreparedDataset;
import dev.tradespace.training.score.Logits;
import dev.tradespace.training.score.RoundingError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How every trainer behaves. */
public abstract class TrainerContract {
    private static final int EPOCHS = 5;
    /** Two replicas, and everything in a recipe that keeps a state or draws. */
    private static final Recipe RECIPE = new Recipe(
            Recipe.Optimizer.ADAMW,
            0.02,
            Recipe.Schedule.ONE_CYCLE,
            0.2,
            0.01,
            // No divisor of the number of images: epochs end within batches.
            11,
            0.05,
            2,
            0.9,
            new Recipe.Augmentation(true, 1, 0.1, 0.1));

    private static final Recipe PLAIN = new Recipe(
            Recipe.Optimizer.SGD, 0.1, Recipe.Schedule.COSINE, 0.1, 1e-4, 16, 0, 0, 0, Recipe.Augmentation.NONE);

    private static final Set<String> RESULTS =
            Set.of(TrainingRequest.ANSWERS, TrainingRequest.PERTURBED, TrainingRequest.WEIGHTS);

    @TempDir
    Path temporary;

    private Path architecture;
    private Path data;

    /** The trainer under test. */
    protected abstract Trainer trainer();

    @BeforeEach
    void prepare() throws IOException {
        architecture = temporary.resolve("architecture.json");
        Files.writeString(architecture, new ArchitectureJson().write(TinyNetwork.ARCHITECTURE));
        data = temporary.resolve("colours.bin");
        PreparedDataset.prepare(new Colours(), Colours.SIDE, data, ProgressListener.SILENT);
    }

    /** A short training of a small batch, 16, for what a trainer adds to the contract. */
    protected final TrainingRequest shortRequest(String folder) {
        return request(folder, PLAIN, new Budget.Epochs(1), 1);
    }

    private TrainingRequest request(String folder, Recipe recipe, Budget budget, int threads) {
        TrainingSpec spec = new TrainingSpec("colours", recipe, budget, OptionalInt.of(900), threads, 5);
        return new TrainingRequest(architecture, data, spec, temporary.resolve(folder));
    }

    /** Remembers what it hears, and interrupts the trainer after an epoch. */
    private static final class Ear implements Trainer.Listener {
        private final int last;
        private final List<TrainingProgress> progress = new ArrayList<>();
        private final List<EpochPoint> epochs = new ArrayList<>();

        Ear(int last) {
            this.last = last;
        }

        @Override
        public void progress(TrainingProgress heard) {
            progress.add(heard);
        }

        @Override
        public void epoch(EpochPoint point) {
            epochs.add(point);
            if (point.epoch() == last) {
                Thread.currentThread().interrupt();
            }
        }

        List<Integer> numbers() {
            return epochs.stream().map(EpochPoint::epoch).toList();
        }
    }

    private static Set<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static byte[] weights(TrainingRequest request) throws IOException {
        return Files.readAllBytes(request.folder().resolve(TrainingRequest.WEIGHTS));
    }

    @Test
    void anInterruptedTrainingEndsWithTheWeightsOfOneThatWasNot() throws IOException {
        TrainingRequest straight = request("straight", RECIPE, new Budget.Epochs(EPOCHS), 2);
        TrainingEnd expected = trainer().train(straight, new Ear(0));
        assertInstanceOf(TrainingEnd.Completed.class, expected, expected::toString);

        TrainingRequest broken = request("broken", RECIPE, new Budget.Epochs(EPOCHS), 2);
        Ear first = new Ear(2);
        TrainingEnd stopped = trainer().train(broken, first);
        assertTrue(Thread.interrupted(), "the flag is restored");
        assertEquals(new TrainingEnd.Stopped(), stopped);
        Set<String> left = files(broken.folder());
        assertEquals(1, left.size(), left::toString);
        assertTrue(left.iterator().next().startsWith("checkpoint-"), left::toString);

        Ear second = new Ear(0);
        TrainingEnd end = trainer().train(broken, second);
        TrainingEnd.Completed completed = assertInstanceOf(TrainingEnd.Completed.class, end, end::toString);
        assertArrayEquals(weights(straight), weights(broken));
        assertArrayEquals(
                Files.readAllBytes(straight.folder().resolve(TrainingRequest.ANSWERS)),
                Files.readAllBytes(broken.folder().resolve(TrainingRequest.ANSWERS)));
        assertEquals(((TrainingEnd.Completed) expected).validationAccuracy(), completed.validationAccuracy());
        int told = first.numbers().size();
        assertTrue(told >= 2, "a trainer may end an epoch more before it hears of the interrupt");
        assertEquals(
                IntStream.rangeClosed(1, EPOCHS).boxed().toList(),
                second.numbers(),
                "those before the interrupt are told again");
        assertEquals(first.epochs, second.epochs.subList(0, told));
        assertEquals(RESULTS, files(broken.folder()));
    }

    @Test
    void learnsWhatCanBeLearnedAndSaysOfItselfWhatItsWeightsSay() throws IOException {
        TrainingRequest request = request("toy", PLAIN, new Budget.Epochs(EPOCHS), 1);
        Ear ear = new Ear(0);
        TrainingEnd end = trainer().train(request, ear);
        TrainingEnd.Completed completed = assertInstanceOf(TrainingEnd.Completed.class, end, end::toString);
        // A third is chance; the weakest of several seeds had 80%.
        assertTrue(completed.validationAccuracy() > 66, completed::toString);
        assertEquals(EPOCHS, completed.epochs());
        assertEquals((EPOCHS * 900 + 15) / 16, completed.steps());
        assertTrue(completed.imagesPerSecond() > 0, completed::toString);
        assertEquals(IntStream.rangeClosed(1, EPOCHS).boxed().toList(), ear.numbers());
        assertEquals(
                completed.validationAccuracy(),
                ear.epochs.get(EPOCHS - 1).validationAccuracy(),
                "the last point is that of the weights that are kept");
        assertTrue(ear.epochs.get(EPOCHS - 1).trainingLoss() < ear.epochs.get(0).trainingLoss());
        assertEquals(1, ear.progress.get(ear.progress.size() - 1).fraction());
        assertEquals(0, ear.progress.get(ear.progress.size() - 1).secondsLeft());

        PreparedDataset prepared = PreparedDataset.open(data);
        PreparedDataset.Images validation = prepared.split(Split.VALIDATION);
        TinyNetwork network =
                new TinyNetwork(WeightsFile.open(request.folder().resolve(TrainingRequest.WEIGHTS), "trained:toy"));
        FloatBuffer answers = ByteBuffer.wrap(
                        Files.readAllBytes(request.folder().resolve(TrainingRequest.ANSWERS)))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        assertEquals(3 * TrainingRequest.PARITY_IMAGES, answers.capacity());
        Logits kept = Logits.read(request.folder().resolve(TrainingRequest.ANSWERS), 3);
        Logits perturbed = Logits.read(request.folder().resolve(TrainingRequest.PERTURBED), 3);
        double tolerance = RoundingError.tolerance(kept, perturbed);
        assertTrue(tolerance > RoundingError.FP32 && tolerance < 1e-3, "a shallow network: " + tolerance);
        FloatBuffer image = FloatBuffer.allocate(validation.imageBytes());
        int right = 0;
        double loss = 0;
        for (int i = 0; i < validation.size(); i++) {
            image.clear();
            validation.nchw(i, image);
            double[] logits = network.answer(image);
            int label = validation.label(i);
            right += IntStream.range(0, 3).allMatch(k -> logits[k] <= logits[label]) ? 1 : 0;
            loss += Math.log(Arrays.stream(logits).map(Math::exp).sum()) - logits[label];
            for (int k = 0; k < 3 && i < TrainingRequest.PARITY_IMAGES; k++) {
                // Sums of a few hundred products in single precision.
                assertEquals(logits[k], answers.get(3 * i + k), 1e-4, "image " + i);
            }
        }
        assertEquals(100.0 * right / validation.size(), completed.validationAccuracy(), 1e-9);
        assertEquals(loss / validation.size(), ear.epochs.get(EPOCHS - 1).validationLoss(), 1e-4);
    }

    @Test
    void failsWithEpochStepAndRateWhereTheLossCeasesToBeANumber() {
        Recipe wild = new Recipe(
                Recipe.Optimizer.SGD, 100, Recipe.Schedule.COSINE, 0, 10, 16, 0, 0, 0, Recipe.Augmentation.NONE);
        TrainingEnd end = trainer().train(request("wild", wild, new Budget.Epochs(2), 1), new Ear(0));
        TrainingEnd.Failed failed = assertInstanceOf(TrainingEnd.Failed.class, end, end::toString);
        assertTrue(
                failed.reason()
                        .matches("the loss became (NaN|infinite) in epoch 1, step \\d+, at a learning rate of"
                                + " [0-9.]+: try a lower one"),
                failed::reason);
        assertFalse(failed.worthRetrying(), "it would come again");
    }

    @Test
    void endsWhenItsTimeIsSpentAndRecordsItsSteps() throws IOException {
        TrainingRequest request = request("timed", PLAIN, new Budget.Time(Duration.ofSeconds(1)), 1);
        Ear ear = new Ear(0);
        TrainingEnd end = trainer().train(request, ear);
        TrainingEnd.Completed completed = assertInstanceOf(TrainingEnd.Completed.class, end, end::toString);
        EpochPoint last = ear.epochs.get(ear.epochs.size() - 1);
        assertEquals(last.steps(), completed.steps());
        assertEquals(last.epoch(), completed.epochs());
        assertTrue(last.seconds() >= 1, "the budget is spent: " + last);
        assertTrue(last.learningRate() < 0.05, "the schedule came down: " + last);
        assertEquals(1, ear.progress.get(ear.progress.size() - 1).fraction());
        assertEquals(RESULTS, files(request.folder()));
    }

    @Test
    void saysWhatDoesNotFitInsteadOfThrowing() throws IOException {
        Files.writeString(
                architecture,
                new ArchitectureJson()
                        .write(Flow.input(Shape.of(3, Colours.SIDE, Colours.SIDE))
                                .globalAveragePool()
                                .flatten()
                                .dense(7)
                                .architecture()));
        TrainingRequest request = request("other", PLAIN, new Budget.Epochs(1), 1);
        TrainingEnd end = trainer().train(request, new Ear(0));
        TrainingEnd.Failed failed = assertInstanceOf(TrainingEnd.Failed.class, end, end::toString);
        assertEquals("the network has 7 classes, the dataset colours 3", failed.reason());
    }

    /** It is counted and exported nowhere: training leaves it out, too. */
    @Test
    void trainsANetworkWithALayerThatNothingReads() throws IOException {
        List<Architecture.Draft> drafts = new ArrayList<>();
        TinyNetwork.ARCHITECTURE
                .layers()
                .forEach(layer -> drafts.add(new Architecture.Draft(layer.name(), layer.op(), layer.inputs())));
        drafts.add(new Architecture.Draft("unread", new Dense(7, true), List.of(TinyNetwork.ARCHITECTURE.output())));
        Architecture unread = Architecture.assemble(drafts, TinyNetwork.ARCHITECTURE.output(), List.of());
        Files.writeString(architecture, new ArchitectureJson().write(unread));

        TrainingRequest request = shortRequest("unread");
        assertInstanceOf(TrainingEnd.Completed.class, trainer().train(request, new Ear(9)));

        WeightsFile trained = WeightsFile.open(request.folder().resolve(TrainingRequest.WEIGHTS), "trained:1");
        assertEquals(List.of(), trained.check(unread.weights().values()));
    }
}
