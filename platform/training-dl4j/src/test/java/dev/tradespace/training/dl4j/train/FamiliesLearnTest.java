package dev.tradespace.training.dl4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.training.Recipe;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.statistics.WilsonInterval;
import dev.tradespace.core.training.Budget;
import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.TrainingProgress;
import dev.tradespace.core.training.TrainingSpec;
import dev.tradespace.training.Trainer;
import dev.tradespace.training.TrainingEnd;
import dev.tradespace.training.TrainingRequest;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.io.ProgressListener;
import dev.tradespace.training.data.prepared.PreparedDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The smallest member of every family learns with its family's recipe, at a smaller batch, to answer far more than
 * chance would.
 */
final class FamiliesLearnTest {
    /** Of the family's recipe in a training so short: steps are what it needs. */
    private static final int BATCH = 32;

    private static final int EPOCHS = 3;
    /** The lower end of the accuracy's interval, in chances of one in four. */
    private static final double CHANCES = 2;

    private static final Trainer.Listener SILENT = new Trainer.Listener() {
        @Override
        public void progress(TrainingProgress progress) {}

        @Override
        public void epoch(EpochPoint point) {}
    };

    @TempDir
    static Path shared;

    private static Path data;
    private static int images;

    @TempDir
    Path folder;

    @BeforeAll
    static void prepare() throws IOException {
        Gratings gratings = new Gratings();
        data = shared.resolve("gratings.data");
        PreparedDataset.prepare(gratings, 32, data, ProgressListener.SILENT);
        images = PreparedDataset.open(data).split(Split.VALIDATION).size();
    }

    static Stream<ArchitecturePlugin> families() {
        return ServiceLoader.load(ArchitecturePlugin.class).stream().map(ServiceLoader.Provider::get);
    }

    @Test
    void allFiveFamiliesAreHere() {
        assertEquals(5, families().count());
    }

    @ParameterizedTest
    @MethodSource("families")
    void learnsFarMoreThanChance(ArchitecturePlugin family) throws IOException {
        Path file = folder.resolve("architecture.json");
        Files.writeString(file, new ArchitectureJson().write(smallest(family)));
        TrainingSpec spec =
                new TrainingSpec("gratings", recipe(family), new Budget.Epochs(EPOCHS), OptionalInt.empty(), 1, 1);
        TrainingEnd end = new Dl4jTrainer(1 << 30).train(new TrainingRequest(file, data, spec, folder), SILENT);
        TrainingEnd.Completed completed = assertInstanceOf(TrainingEnd.Completed.class, end, end::toString);
        int right = (int) Math.round(completed.validationAccuracy() / 100 * images);
        assertTrue(
                WilsonInterval.of(right, images).low() > CHANCES / Gratings.CLASSES,
                () -> family.id() + " answers " + right + " of " + images + " rightly");
    }

    private static Recipe recipe(ArchitecturePlugin family) {
        Recipe own = family.recipe(mini(family));
        // The step of plain SGD goes with the batch.
        double rate = own.learningRate() * (own.optimizer() == Recipe.Optimizer.SGD ? (double) BATCH / own.batch() : 1);
        return own.batch(BATCH)
                .with("learningRate", rate)
                // Mirrored, a rising stripe would be a falling one.
                .augmentation(new Recipe.Augmentation(false, own.augmentation().cropPadding(), 0, 0));
    }

    private static Architecture smallest(ArchitecturePlugin family) {
        return family.build(mini(family));
    }

    private static Configuration mini(ArchitecturePlugin family) {
        Variant mini = family.variants().stream()
                .filter(variant -> variant.name().startsWith("mini"))
                .findFirst()
                .orElseThrow();
        return family.space()
                .configure(
                        mini.configuration(), Map.of("resolution", "32", "classes", String.valueOf(Gratings.CLASSES)));
    }
}
