package dev.tradespace.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.training.Recipe;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.core.sweep.SweepSpec;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.core.sweep.Training;
import dev.tradespace.core.sweep.TrainingAsked;
import dev.tradespace.core.training.Budget;
import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.RecipeChanges;
import dev.tradespace.core.training.Scores;
import dev.tradespace.core.training.TrainingSpec;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.core.training.TrainingState.Status;
import dev.tradespace.results.database.Page;
import dev.tradespace.results.training.TrainingQuery;
import dev.tradespace.results.training.Trainings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Trainings, their curves and the scores of what they gave: the same on every database. */
abstract class TrainingsContract extends StoreTest {
    private static final String HOME = "a home";
    private static final TrainingSpec SPEC = new TrainingSpec(
            "seven",
            new Recipe(
                    Recipe.Optimizer.ADAMW,
                    0.1 + 0.2,
                    Recipe.Schedule.ONE_CYCLE,
                    0.25,
                    5e-4,
                    64,
                    0.1,
                    1,
                    0.999,
                    new Recipe.Augmentation(true, 2, 0.2, 0.1)),
            new Budget.Time(Duration.ofMillis(90_500)),
            OptionalInt.of(500),
            2,
            Long.MIN_VALUE);

    private static Training training(String variant, String weights) {
        return new Training(ModelId.parse(variant), "digest of " + variant, weights, "digest of the data", SPEC);
    }

    private static SweepSpec asked(boolean resume) {
        return new SweepSpec(
                List.of("resnet/*"),
                List.of(Trials.TARGET),
                Protocol.QUICK,
                new TrainingAsked(
                        "seven", SPEC.budget(), SPEC.subset(), 2, Long.MIN_VALUE, resume, RecipeChanges.NONE));
    }

    private static Subject subject(Training training) {
        return new Subject(
                training.model(),
                new RowKey(training.architecture(), training.weights(), Trials.TARGET, "seven", Protocol.QUICK),
                Map.of());
    }

    private static TrainingState ask(Results results, Training training, boolean resume) {
        long sweep = results.sweeps()
                .create(asked(resume), List.of(subject(training)), List.of(training))
                .id();
        assertEquals(Optional.of(asked(resume)), results.sweeps().find(sweep).map(state -> state.spec()));
        return results.trainings()
                .find(training.architecture(), training.weights())
                .orElseThrow();
    }

    private static EpochPoint point(int epoch, double loss) {
        return new EpochPoint(epoch, epoch * 10L, loss, 50 + epoch, loss + 0.1, 40 + epoch, 0.1, epoch * 2.5, 812.25);
    }

    private static TrainingQuery query(List<String> variants, @Nullable String dataset, @Nullable Status status) {
        return new TrainingQuery(variants, dataset, status, 0, 100);
    }

    @Test
    void keepsATrainingAsItWasAskedFor() {
        Results results = open();
        Training training = training("resnet/a[classes=7]", "trained:0123456789abcdef");

        TrainingState state = ask(results, training, false);

        assertEquals(
                new TrainingState(
                        state.id(),
                        training.model(),
                        training.architecture(),
                        training.weights(),
                        training.data(),
                        SPEC,
                        Status.WAITING,
                        List.of(),
                        null,
                        0,
                        NOW),
                state);
        assertEquals(Optional.of(state), results.trainings().find(state.id()));
        assertEquals(Optional.empty(), results.trainings().find(state.id() + 1));
        assertEquals(state, ask(results, training, false));
    }

    @Test
    void knowsHowLongASweepOfTrainingsWillTake() {
        Results results = open();
        Training training = training("resnet/a", "trained:0123456789abcdef");
        SweepState sweep = results.sweeps().create(asked(false), List.of(subject(training)), List.of(training));
        assertEquals(Duration.ofMillis(90_500), sweep.left());

        long id = results.trainings()
                .find(training.architecture(), training.weights())
                .orElseThrow()
                .id();
        results.trainings().keep(id, new EpochPoint(1, 10, 2, 20, 2, 20, 0.1, 30, 100));
        assertEquals(
                Duration.ofMillis(60_500),
                results.sweeps().find(sweep.id()).orElseThrow().left());
    }

    @Test
    void followsATrainingToItsEnd() {
        Results results = open();
        Trainings trainings = results.trainings();
        long id = ask(results, training("resnet/a", "trained:1"), false).id();

        trainings.begin(id, HOME);
        trainings.keep(id, point(1, 2.5));
        trainings.keep(id, point(2, 1.25));
        assertEquals(Status.RUNNING, trainings.find(id).orElseThrow().status());
        trainings.complete(id, 123_456_789_012L);

        TrainingState done = trainings.find(id).orElseThrow();
        assertEquals(Status.DONE, done.status());
        assertEquals(123_456_789_012L, done.peakBytes());
        assertEquals(List.of(point(1, 2.5), point(2, 1.25)), done.curve());
        trainings.rest(id);
        assertEquals(Status.DONE, trainings.find(id).orElseThrow().status());
    }

    @Test
    void forgetsTheEpochsOfASittingThatWasLost() {
        Results results = open();
        Trainings trainings = results.trainings();
        long id = ask(results, training("resnet/a", "trained:1"), false).id();
        for (int epoch = 1; epoch <= 4; epoch++) {
            trainings.keep(id, point(epoch, epoch));
        }

        trainings.keep(id, point(3, 30));

        assertEquals(
                List.of(point(1, 1), point(2, 2), point(3, 30)),
                trainings.find(id).orElseThrow().curve());
    }

    @Test
    void hasATrainingWaitAgainWhoseHomeDied() {
        Results results = open();
        Trainings trainings = results.trainings();
        long ours = ask(results, training("resnet/a", "trained:1"), false).id();
        long others = ask(results, training("resnet/b", "trained:2"), false).id();
        trainings.begin(ours, HOME);
        trainings.begin(others, "another home");

        assertEquals(0, results.jobs().releaseAll(HOME));

        assertEquals(Status.WAITING, trainings.find(ours).orElseThrow().status());
        assertEquals(Status.RUNNING, trainings.find(others).orElseThrow().status());
        trainings.rest(others);
        assertEquals(Status.WAITING, trainings.find(others).orElseThrow().status());
    }

    @Test
    void keepsAFailureUntilSomebodyAsksToResume() {
        Results results = open();
        Training training = training("resnet/a", "trained:1");
        long id = ask(results, training, false).id();
        results.trainings().fail(id, "the loss became NaN", false);

        TrainingState failed = ask(results, training, false);
        assertEquals(Status.FAILED, failed.status());
        assertEquals("the loss became NaN", failed.failure());

        TrainingState again = ask(results, training, true);
        assertEquals(Status.WAITING, again.status());
        assertEquals(null, again.failure());
    }

    @Test
    void triesATrainingAgainThatBrokeOffWhenSomebodyAsksAgain() {
        Results results = open();
        Training training = training("resnet/a", "trained:1");
        long id = ask(results, training, false).id();
        results.trainings().fail(id, "the export was killed", true);
        TrainingState failed = results.trainings().find(id).orElseThrow();
        assertEquals(Status.FAILED, failed.status());
        assertEquals("the export was killed", failed.failure());
        assertEquals(
                1,
                results.trainings()
                        .page(new TrainingQuery(List.of(), null, Status.FAILED, 0, 9))
                        .total());

        assertEquals(Status.WAITING, ask(results, training, false).status());
    }

    @Test
    void findsTheNewestUnfinishedTrainingOfItsKind() {
        Results results = open();
        Trainings trainings = results.trainings();
        Training first = training("resnet/a", "trained:1");
        assertEquals(Optional.empty(), trainings.unfinished(first));
        List<Long> ids = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            ids.add(ask(results, training("resnet/a", "trained:" + i), false).id());
        }
        trainings.complete(ids.get(3), 1);
        trainings.fail(ids.get(2), "no", false);
        trainings.begin(ids.get(1), HOME);

        assertEquals(Optional.of("trained:2"), trainings.unfinished(first));
        assertEquals(Optional.empty(), trainings.unfinished(training("resnet/b", "trained:1")));
        assertEquals(
                Optional.empty(),
                trainings.unfinished(
                        new Training(first.model(), first.architecture(), "trained:9", "other data", SPEC)));
    }

    @Test
    void listsTheNewestFirstByVariantDatasetAndStatus() {
        Results results = open();
        long a = ask(results, training("resnet/a", "trained:1"), false).id();
        long b = ask(results, training("resnet/b", "trained:2"), false).id();
        long again = ask(results, training("resnet/a", "trained:3"), false).id();
        results.trainings().complete(b, 1);
        results.trainings().keep(again, point(1, 1));

        assertEquals(List.of(again, b, a), ids(results, query(List.of(), null, null)));
        assertEquals(List.of(again, a), ids(results, query(List.of("resnet/a", "resnet/c"), "seven", null)));
        assertEquals(List.of(b), ids(results, query(List.of(), null, Status.DONE)));
        assertEquals(List.of(), ids(results, query(List.of(), "eight", null)));
        Page<TrainingState> page = results.trainings().page(new TrainingQuery(List.of(), null, null, 1, 1));
        assertEquals(3, page.total());
        assertEquals(b, page.items().get(0).id());
        assertEquals(
                List.of(point(1, 1)),
                results.trainings()
                        .page(query(List.of(), null, null))
                        .items()
                        .get(0)
                        .curve());
    }

    private static List<Long> ids(Results results, TrainingQuery query) {
        return results.trainings().page(query).items().stream()
                .map(TrainingState::id)
                .toList();
    }

    @Test
    void showsTheAccuracyThatWasScoredWithItsInterval() {
        Results results = open();
        Training training = training("resnet/a", "trained:1");
        long unused = ask(results, training, false).id();
        Scores scores = scores(250_001, 300);
        Lease lease = StoreTest.lease(results);
        Reading reading = Trials.reading(3).scored(scores);

        assertTrue(results.jobs().complete(lease, reading, Trials.SECOND).isPresent());

        ResultRow row = results.measurements().rowOf(lease.job()).orElseThrow();
        assertEquals(scores.accuracy(), row.figure(Metric.ACCURACY));
        assertEquals(Optional.of(scores), results.measurements().scores(row.id()));
        assertEquals("seven", row.key().dataset());
    }

    @Test
    void hasNoScoresOfWhatWasNotScored() {
        Results results = open();
        Training training = training("resnet/a", "trained:1");
        long unused = ask(results, training, false).id();
        Lease lease = StoreTest.lease(results);
        assertTrue(results.jobs().fail(lease, Trials.HUNG, Trials.SECOND).isPresent());

        ResultRow row = results.measurements().rowOf(lease.job()).orElseThrow();
        assertEquals(Optional.empty(), results.measurements().scores(row.id()));
        assertEquals(new Figure.Unavailable(Trials.HUNG.reason()), row.figure(Metric.ACCURACY));
    }

    /** Classes above and below 128 and 16,384 answers: all lengths of a class, more answers than one part takes. */
    private static Scores scores(int images, int classes) {
        List<Scores.Answer> answers = new ArrayList<>(images);
        for (int i = 0; i < images; i++) {
            int truth = i % classes;
            int answer = i % 3 == 0 ? (truth * 7 + 1) % classes : truth;
            answers.add(new Scores.Answer(truth, answer, (i % 1000) / 1024.0));
        }
        List<String> names =
                IntStream.range(0, classes).mapToObj(i -> "class \"" + i + "\"").toList();
        return new Scores("seven", "test", "onnxruntime 1.2", classes, images - 1, 0.1 + 0.2, 0.03, names, answers);
    }
}
