package dev.tradespace.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.search.Fidelity;
import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.PresentConditions;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.search.Stage;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.results.Results;
import dev.tradespace.search.evaluator.Evaluation;
import dev.tradespace.search.run.SearchEvent;
import dev.tradespace.search.run.SearchPlan;
import dev.tradespace.server.Toys;
import dev.tradespace.server.bus.Bus;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A search takes a figure over only if it would come out the same here and now. */
class StageWorkTest {
    private static final String TARGET = "toy-cpu/one";
    private static final Map<String, String> HERE =
            Map.of("machine", "m1", "cpu", "a toy", "runtime", "onnxruntime 1.28.0", "threads", "1", "batch", "1");
    private static final String SPEC = """
        {"families":["toy"],"dataset":"toy-images","targets":["toy-cpu/one"],"maximize":["accuracy"],"minimize":["latency"],
         "trials":2,"strategy":"random","seed":3,"epochs":2}
        """;

    @TempDir
    Path home;

    private final Vertx vertx = Vertx.vertx();
    private Results results;
    private SearchPlan plan;
    private TrialState trial;
    private long search;
    private StageWork work;

    @BeforeEach
    void begin() throws Exception {
        results = Toys.store(home);
        plan = Toys.plan(SPEC, home);
        search = results.searches().create(SPEC, plan.chosen()).id();
        trial = TrialState.proposed(
                        0, plan.candidate(plan.problem().space().defaults()).network(), Fidelity.FULL, Duration.ZERO)
                .at(Stage.MEASURING);
        results.searches().propose(search, trial);
        work = new StageWork(
                search, plan, results, new Bus(vertx), new PresentConditions(Map.of(TARGET, Conditions.of(HERE))));
    }

    @AfterEach
    void end() {
        results.close();
        vertx.close();
    }

    /** Measures the trial's network for somebody else, before the search asks. */
    private void measuredBefore(Map<String, String> environment, String... disturbances) {
        Evaluation.Jobs stage = assertInstanceOf(Evaluation.Jobs.class, plan.evaluate(trial));
        long other = results.sweeps()
                .create(stage.spec(), stage.expansion().subjects())
                .id();
        assertTrue(other > 0);
        complete(environment, disturbances);
    }

    private void complete(Map<String, String> environment, String... disturbances) {
        Reading reading = Toys.reading(64, 2_000_000, disturbances).with(environment);
        assertTrue(
                results.jobs().complete(lease(), reading, Duration.ofSeconds(1)).isPresent());
    }

    private Lease lease() {
        return results.jobs()
                .lease(Toys.DEVICE, "me", Duration.ofMinutes(1))
                .orElseThrow()
                .lease();
    }

    @Test
    void takesOverWhatWasMeasuredUnderThePresentConditions() {
        measuredBefore(HERE);

        SearchEvent event = work.begin(trial).orElseThrow();

        assertInstanceOf(SearchEvent.Evaluated.class, event);
        assertTrue(
                results.jobs().lease(Toys.DEVICE, "me", Duration.ofMinutes(1)).isEmpty(), "nothing was asked for");
    }

    @ParameterizedTest
    @CsvSource({
        "threads, 2",
        "machine, m2",
        "cpu, another toy",
        "runtime, onnxruntime 1.29.0",
        "batch, 8",
    })
    void measuresAgainWhatWasMeasuredUnderOtherConditions(String condition, String value) {
        Map<String, String> elsewhere = new TreeMap<>(HERE);
        elsewhere.put(condition, value);
        measuredBefore(elsewhere);

        assertEquals(Optional.empty(), work.begin(trial));
        complete(HERE);
        assertInstanceOf(SearchEvent.Evaluated.class, work.look(trial).orElseThrow());
    }

    @Test
    void measuresAgainWhatWasDisturbed() {
        measuredBefore(HERE, "other processes took 12% of the processors' time");

        assertEquals(Optional.empty(), work.begin(trial));
        complete(HERE);
        assertInstanceOf(SearchEvent.Evaluated.class, work.look(trial).orElseThrow());
    }

    /** The lane has measured it again by then as often as it does. */
    @Test
    void takesWhatItAskedForItselfAlsoIfItWasDisturbed() {
        assertEquals(Optional.empty(), work.begin(trial));
        complete(HERE, "other processes took 12% of the processors' time");

        assertInstanceOf(SearchEvent.Evaluated.class, work.look(trial).orElseThrow());
    }

    @Test
    void refusesWhatWasMeasuredForItUnderOtherConditions() {
        Map<String, String> elsewhere = new TreeMap<>(HERE);
        elsewhere.put("machine", "m2");
        assertEquals(Optional.empty(), work.begin(trial));
        complete(elsewhere);

        SearchEvent event = work.look(trial).orElseThrow();

        assertTrue(event.toString().contains("under other conditions"), event::toString);
    }

    @Test
    void triesAgainWhatADiskThatWasFullStoppedOnlyWhenTheSearchIsTakenUpAgain() {
        assertEquals(Optional.empty(), work.begin(trial));
        assertTrue(results.jobs()
                .fail(
                        lease(),
                        new Outcome.Failure("the model cannot be written: No space left on device", "", false),
                        Duration.ofSeconds(1))
                .isPresent());

        assertInstanceOf(SearchEvent.NotEvaluated.class, work.look(trial).orElseThrow());
        assertEquals(Optional.empty(), work.begin(trial), "taken up again");
        complete(HERE);
        assertInstanceOf(SearchEvent.Evaluated.class, work.look(trial).orElseThrow());
    }

    @Test
    void doesNotTryAgainWhatFailedForAnotherReason() {
        assertEquals(Optional.empty(), work.begin(trial));
        assertTrue(results.jobs()
                .fail(lease(), new Outcome.Failure("the worker ended with 134", "", false), Duration.ofSeconds(1))
                .isPresent());

        SearchEvent event = work.begin(trial).orElseThrow();

        assertTrue(event.toString().contains("the worker ended with 134"), event::toString);
        assertEquals(List.of(), results.searches().active().stream().skip(1).toList());
    }
}
