package dev.tradespace.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.search.Trial.Outcome;
import dev.tradespace.core.catalogue.PluginOrigin;
import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.search.SearchState;
import dev.tradespace.core.search.SearchWork;
import dev.tradespace.core.search.Stage;
import dev.tradespace.core.search.StrategyCall;
import dev.tradespace.core.search.StrategyCall.Kind;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.Scores;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.results.database.Page;
import dev.tradespace.results.measurement.RowQuery;
import dev.tradespace.results.training.TrainingQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home that version 0.1.0 left, described in home-0.1.0.md: everything in its store is read as it was written. */
final class HomeOfTheFirstVersionTest {
    private static final String SMALL = "resnet/small-resnet8";
    private static final String FOUND =
            "resnet/resnet18[classes=3,design=cifar,n=1,resolution=32,stemStride=1,width=0.19052571113957292]";
    private static final Conditions HERE =
            new Conditions("3c012b5b117c", "Intel(R) Xeon(R) Processor", "onnxruntime 1.28.0", 1, 1);

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private Results results;

    @BeforeEach
    void open() throws Exception {
        Path store = folder.resolve("tradespace.mv.db");
        try (ZipInputStream zip = new ZipInputStream(
                Objects.requireNonNull(HomeOfTheFirstVersionTest.class.getResourceAsStream("home-0.1.0.zip")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals("home/tradespace.mv.db")) {
                    Files.copy(zip, store);
                }
            }
        }
        results = Results.open(Results.url(folder.resolve("tradespace")), InstantSource.fixed(Instant.EPOCH));
    }

    @AfterEach
    void close() {
        results.close();
    }

    @Test
    void everyRowIsShownWithItsFigures() {
        Page<ResultRow> rows = results.measurements().rows(RowQuery.all());

        assertEquals(11, rows.total());
        assertEquals(
                List.of(11L, 10L, 9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L),
                rows.items().stream().map(ResultRow::id).toList());
        ResultRow row = results.measurements().row(4).orElseThrow();
        assertEquals("mobilenet/v2-0.35", row.model().toString());
        assertEquals("local-cpu/dl4j-fp32-1t", row.key().target());
        assertEquals(
                new Figure.Measured(13.723178, new Interval(13.439947, 13.859064), "p50 of 72 queries"),
                row.figure(Metric.LATENCY));
        assertEquals(60.3, ((Figure.Published) row.figure(Metric.ACCURACY)).amount());
        assertEquals("deeplearning4j 1.0.0-M2.1", row.provenance().conditions().runtime());
        assertEquals(new PluginOrigin("built in", "0.1.0"), row.provenance().plugin());
        assertEquals(Instant.parse("2026-11-29T09:35:52.194441Z"), row.at());
        assertEquals(72, results.measurements().samples(4).orElseThrow().size());
        assertEquals("1", results.measurements().environment(4).get("batch"));
        assertEquals(
                List.of("other processes took 7.9% of the CPU"),
                results.measurements().row(3).orElseThrow().disturbances());
        assertEquals(8, results.fronts().strata().size());
    }

    @Test
    void theFailedJobHasItsReason() {
        String reason = "the model cannot be measured: 64 queries of 0.000274 s each need 1.00 s,"
                + " and the target's time-out of 1 s leaves 0.611 s";

        JobState job = results.sweeps().jobs(2, 0, 10).items().get(0);
        assertEquals(JobState.Status.FAILED, job.status());
        assertEquals(reason, job.reason());
        assertEquals(Duration.ofNanos(1_075_503_582), job.spent());
        ResultRow row = results.measurements().rowOf(job.id()).orElseThrow();
        assertEquals(reason, row.failure());
        assertEquals(new Figure.Unavailable(reason), row.figure(Metric.LATENCY));
        assertEquals(HERE, row.provenance().conditions());
    }

    @Test
    void everySweepStandsWhereItStood() {
        assertEquals(
                List.of(3L, 2L, 1L),
                results.sweeps().page(0, 10).items().stream()
                        .map(SweepState::id)
                        .toList());
        SweepState first = results.sweeps().find(1).orElseThrow();
        assertEquals(SweepState.Status.FINISHED, first.status());
        assertEquals(List.of(4, 4, 0), List.of(first.total(), first.done(), first.failed()));
        assertEquals(
                3,
                Objects.requireNonNull(
                                results.sweeps().find(3).orElseThrow().spec().training())
                        .seed());
        assertEquals(
                6,
                results.sweeps()
                        .find(new SearchWork(1, 1, Stage.MEASURING))
                        .orElseThrow()
                        .id());
    }

    @Test
    void theTrainingHasItsCurveAndItsScores() {
        TrainingState training = results.trainings().find(1).orElseThrow();

        assertEquals(SMALL + "[classes=3]", training.model().toString());
        assertEquals(TrainingState.Status.DONE, training.status());
        assertEquals(242_835_456, training.peakBytes());
        assertEquals(3, training.spec().seed());
        assertEquals(0.0125, training.spec().recipe().learningRate());
        assertEquals(
                List.of(
                        new EpochPoint(
                                1,
                                4,
                                1.0067757006906393,
                                50,
                                0.5803258381831046,
                                100,
                                0.010669424704746392,
                                2.2483754940000003,
                                14.232498123820948),
                        new EpochPoint(
                                2,
                                8,
                                0.4488355801497352,
                                100,
                                0.3786425386122289,
                                100,
                                2.1301273383898098E-4,
                                2.7214396000000005,
                                67.64410910516217)),
                training.curve());
        ResultRow row = results.measurements().row(6).orElseThrow();
        assertEquals(training.spec(), row.provenance().training());
        assertEquals(training.data(), row.provenance().data());
        Scores scores = results.measurements().scores(6).orElseThrow();
        assertEquals(scores.accuracy(), row.figure(Metric.ACCURACY));
        assertEquals(List.of(List.of(1, 0, 0), List.of(0, 1, 0), List.of(0, 0, 1)), scores.confusion());
        assertEquals(List.of("blue", "green", "red"), scores.classNames());
        assertEquals(0.3774277604684711, scores.crossEntropy());
        assertEquals(
                3,
                results.trainings()
                        .page(new TrainingQuery(List.of(), "photos", TrainingState.Status.DONE, 0, 10))
                        .total());
    }

    @Test
    void theSearchHasItsTrialsAndCalls() {
        SearchState search = results.searches().find(1).orElseThrow();

        assertEquals(SearchState.Status.FINISHED, search.status());
        assertEquals("guided", search.strategy().id());
        assertEquals("its budget of 2 trials is spent", search.reason());
        assertEquals(Duration.ofMillis(45_416), search.spent());
        assertEquals(new SearchState.Counts(2, 2, 0, 0, 0, 2), search.counts());
        List<TrialState> trials = results.searches().trials(1);
        assertEquals(2, trials.size());
        TrialState trial = trials.get(1);
        assertEquals(FOUND, trial.network().variant());
        assertEquals(
                Map.of("design", "cifar", "n", 1, "stemStride", 1, "width", 0.19052571113957292),
                trial.network().configuration());
        assertEquals(Stage.TRAINING, trial.stage());
        Map<String, Double> values = ((Outcome.Completed) Objects.requireNonNull(trial.outcome())).values();
        assertEquals(0.0824325, values.get("latency"));
        assertEquals(2802.0, values.get("params"));
        assertEquals(Map.of("local-cpu/ort-fp32-1t", 10L), trial.evidence().rows());
        assertEquals("trained:13681b01e15fd9fa", trial.evidence().weights());
        assertEquals(
                results.measurements().scores(10).orElseThrow().accuracy().interval(),
                trial.evidence().intervals().get("accuracy"));
        assertEquals(
                List.of(
                        new StrategyCall(Kind.PROPOSED, 0),
                        new StrategyCall(Kind.TOLD, 0),
                        new StrategyCall(Kind.PROPOSED, 1),
                        new StrategyCall(Kind.TOLD, 1)),
                results.searches().calls(1));
    }
}
