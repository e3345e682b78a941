package dev.tradespace.core.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.SampleFamily;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.training.Budget;
import dev.tradespace.core.training.RecipeChanges;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingExpansionTest {
    private static final List<Target> TARGETS = List.of(
            new Target("cpu/one", "cpu", "runtime", "fp32", 1, "one"),
            new Target("cpu/two", "cpu", "runtime", "fp32", 2, "two"));
    private static final TrainingAsked THREE_EPOCHS = asked("seven", new Budget.Epochs(3), 1, false);
    private static final TrainingAsked A_MINUTE = asked("seven", new Budget.Time(Duration.ofMinutes(1)), 1, false);

    private final SampleGround ground = new SampleGround();

    @TempDir
    Path folder;

    private Catalogue catalogue = Catalogue.load(ClassLoader.getPlatformClassLoader(), List.of());

    @BeforeEach
    void load() {
        catalogue = SampleFamily.catalogue(folder);
    }

    private static TrainingAsked asked(String dataset, Budget budget, long seed, boolean resume) {
        return new TrainingAsked(dataset, budget, OptionalInt.empty(), 1, seed, resume, RecipeChanges.NONE);
    }

    private Expansion expand(TrainingAsked training, String... variants) {
        return Expansion.of(
                new SweepSpec(List.of(variants), List.of("*"), Protocol.QUICK, training), catalogue, TARGETS, ground);
    }

    @Test
    void measuresWhatWasTrainedBeforeWithoutTrainingItAgain() {
        Expansion expansion = Expansion.of(
                new SweepSpec(List.of("sample/narrow@trained:0123456789abcdef"), List.of("*"), Protocol.QUICK),
                catalogue,
                TARGETS,
                ground);
        assertEquals(List.of(), expansion.problems());
        assertEquals(List.of(), expansion.trainings());
        assertEquals(
                List.of("trained:0123456789abcdef seven", "trained:0123456789abcdef seven"),
                expansion.subjects().stream()
                        .map(subject ->
                                subject.key().weights() + " " + subject.key().dataset())
                        .toList());
        Expansion unknown = Expansion.of(
                new SweepSpec(List.of("sample/narrow@trained:ffffffffffffffff"), List.of("*"), Protocol.QUICK),
                catalogue,
                TARGETS,
                ground);
        assertEquals(
                "there are no weights trained:ffffffffffffffff of sample/narrow in this home; no training that is done left"
                        + " them",
                unknown.problems().get(0).message());
    }

    private Training one(TrainingAsked training, String variant) {
        Expansion expansion = expand(training, variant);
        assertEquals(List.of(), expansion.problems());
        assertEquals(1, expansion.trainings().size());
        return expansion.trainings().get(0);
    }

    @Test
    void trainsEachNetworkOnceAndMeasuresItOnEveryTarget() {
        Expansion expansion = expand(THREE_EPOCHS, "sample/narrow", "sample/wide", "sample/narrow[classes=7]");

        assertEquals(List.of(), expansion.problems());
        assertEquals(
                List.of("sample/narrow[classes=7,resolution=24]", "sample/wide[classes=7,resolution=24]"),
                expansion.trainings().stream()
                        .map(training -> training.model().toString())
                        .toList());
        assertEquals(4, expansion.subjects().size());
        for (Subject subject : expansion.subjects()) {
            assertEquals("seven", subject.key().dataset());
            assertEquals(
                    "unavailable",
                    Objects.requireNonNull(subject.known().get(Metric.ACCURACY)).origin());
            assertTrue(expansion.trainings().stream()
                    .anyMatch(training -> training.weights()
                                    .equals(subject.key().weights())
                            && training.architecture().equals(subject.key().architecture())
                            && training.model().equals(subject.model())));
        }
    }

    @Test
    void refusesANumberOfClassesThatIsNotTheDatasets() {
        Expansion expansion = expand(THREE_EPOCHS, "sample/narrow[classes=5]");

        assertEquals(
                List.of(new Problem(
                        "/variants/0",
                        "sample/narrow[classes=5]: classes: is the dataset's and cannot be set: seven has 7, was 5")),
                expansion.problems());
    }

    @Test
    void keepsTheSizeOfTheVariantWhereTheDatasetHasNoneOrTheSpaceDoesNotAllowIts() {
        ground.facts = SampleGround.facts(OptionalInt.empty(), "d1");
        assertEquals(
                "sample/narrow[classes=7]",
                one(THREE_EPOCHS, "sample/narrow").model().toString());
        ground.facts = SampleGround.facts(OptionalInt.of(28), "d1");
        assertEquals(
                "sample/narrow[classes=7]",
                one(THREE_EPOCHS, "sample/narrow").model().toString());
    }

    @Test
    void keepsASizeThatSomebodyChose() {
        assertEquals(
                "sample/narrow[classes=7,resolution=48]",
                one(THREE_EPOCHS, "sample/narrow[resolution=48]").model().toString());
    }

    @Test
    void namesTheWeightsByAllThatTheyDependOn() {
        Training plain = one(THREE_EPOCHS, "sample/narrow");
        assertTrue(plain.weights().matches("trained:[0-9a-f]{16}"), plain::weights);
        assertEquals(plain, one(THREE_EPOCHS, "sample/narrow"));

        RecipeChanges batch = new RecipeChanges(Map.of("batch", 64));
        ground.facts = SampleGround.facts(OptionalInt.of(24), "d2");
        Training otherData = one(THREE_EPOCHS, "sample/narrow");
        ground.facts = SampleGround.facts(OptionalInt.of(24), "d1");
        List<Training> all = List.of(
                plain,
                otherData,
                one(THREE_EPOCHS, "sample/wide"),
                one(asked("seven", new Budget.Epochs(4), 1, false), "sample/narrow"),
                one(asked("seven", new Budget.Epochs(3), 2, false), "sample/narrow"),
                one(
                        new TrainingAsked(
                                "seven", new Budget.Epochs(3), OptionalInt.of(9), 1, 1, false, RecipeChanges.NONE),
                        "sample/narrow"),
                one(
                        new TrainingAsked(
                                "seven", new Budget.Epochs(3), OptionalInt.empty(), 2, 1, false, RecipeChanges.NONE),
                        "sample/narrow"),
                one(
                        new TrainingAsked("seven", new Budget.Epochs(3), OptionalInt.empty(), 1, 1, false, batch),
                        "sample/narrow"));

        assertEquals(all.size(), all.stream().map(Training::weights).distinct().count());
    }

    @Test
    void beginsAnotherTrainingEachTimeATimeIsGivenUnlessToldToResume() {
        Training first = one(A_MINUTE, "sample/narrow");
        assertNotEquals(first.weights(), one(A_MINUTE, "sample/narrow").weights());

        TrainingAsked resumed = asked("seven", new Budget.Time(Duration.ofMinutes(1)), 1, true);
        assertNotEquals(first.weights(), one(resumed, "sample/narrow").weights());
        ground.unfinished = Optional.of(first.weights());
        assertEquals(first, one(resumed, "sample/narrow"));
        assertEquals(first.spec(), ground.sought.get(0).spec());
    }

    @Test
    void trainsWithTheRecipeOfTheFamilyUnlessItIsChanged() {
        Training own = one(THREE_EPOCHS, "sample/narrow");
        assertEquals(SampleFamily.RECIPE, own.spec().recipe());

        RecipeChanges changes = new RecipeChanges(Map.of("learningRate", 0.3, "augmentation.flip", true));
        Training changed = one(
                new TrainingAsked("seven", new Budget.Epochs(3), OptionalInt.empty(), 1, 1, false, changes),
                "sample/narrow");
        assertEquals(
                SampleFamily.RECIPE.with("learningRate", 0.3).with("augmentation.flip", true),
                changed.spec().recipe());
    }

    @Test
    void tellsOfAFamilyThatThrowsWhenItIsAskedForItsRecipe() {
        Problem told =
                expand(THREE_EPOCHS, "sample/narrow[width=17]").problems().get(0);
        assertTrue(told.message().endsWith("failed: seventeen is not trained"), told::message);
    }

    @Test
    void saysWhatIsWrongWithTheTrainingBesideTheRest() {
        Expansion unknown = expand(asked("eight", new Budget.Epochs(3), 1, false), "sample/nothing");
        assertEquals(
                List.of("/training/dataset", "/variants/0"),
                unknown.problems().stream().map(Problem::path).toList());
        assertEquals(
                "there is no dataset eight; `tradespace data list` shows them all",
                unknown.problems().get(0).message());

        Expansion large = expand(
                new TrainingAsked("seven", new Budget.Epochs(3), OptionalInt.of(701), 1, 1, false, RecipeChanges.NONE),
                "sample/narrow");
        assertEquals(
                List.of(new Problem(
                        "/training/subset", "must be at most 700, the number of training images of seven, was 701")),
                large.problems());
        assertEquals(List.of(), large.trainings());
    }
}
