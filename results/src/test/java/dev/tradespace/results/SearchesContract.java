package dev.tradespace.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.Constraint.Side;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.Trial.Outcome;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.search.SearchState;
import dev.tradespace.core.search.SearchState.Chosen;
import dev.tradespace.core.search.SearchState.Counts;
import dev.tradespace.core.search.SearchState.Status;
import dev.tradespace.core.search.SearchWork;
import dev.tradespace.core.search.Stage;
import dev.tradespace.core.search.StrategyCall;
import dev.tradespace.core.search.StrategyCall.Kind;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.core.search.TrialState.Evidence;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.results.database.Page;
import dev.tradespace.results.search.Searches;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Searches, their trials and the calls of their strategies: the same on every database. */
abstract class SearchesContract extends StoreTest {
    private static final Chosen STRATEGY = new Chosen("random", Map.of("population", "20"), "as was asked");
    private static final String SPEC = "{\"families\":[\"resnet\"]}";

    private static TrialState trial(int number) {
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("width", 1.0);
        configuration.put("depth", 3);
        configuration.put("family", "resnet");
        configuration.put("bias", true);
        configuration.put("factor", 0.1 + 0.2);
        return TrialState.proposed(
                number,
                new TrialState.Network(
                        ModelId.parse("resnet/a[width=1.0]"), "digest " + number, "key " + number, configuration),
                new Fidelity(1 / 3.0, 1),
                Duration.ofMillis(1500));
    }

    @Test
    void aNewSearchIsActiveAndHasNoTrials() {
        Results results = open();
        SearchState made = results.searches().create(SPEC, STRATEGY);

        assertEquals(
                new SearchState(made.id(), SPEC, STRATEGY, Status.ACTIVE, null, Counts.NONE, Duration.ZERO, NOW), made);
        assertEquals(List.of(made), results.searches().active());
        assertEquals(new Page<>(List.of(made), 1), results.searches().page(0, 10));
        assertEquals(Optional.empty(), results.searches().find(made.id() + 1));
    }

    @Test
    void aTrialIsReadAsItWasKept() {
        Searches searches = open().searches();
        long id = searches.create(SPEC, STRATEGY).id();
        Evidence evidence = new Evidence(
                "trained:1", Map.of("cpu/one", 5_000_000_000L), Map.of("accuracy", new Interval(90.1, 91.3)));

        TrialState completed = trial(0).at(Stage.TRAINING)
                .ended(new Outcome.Completed(Map.of("accuracy", 90.7, "params", 1e9)), evidence, Duration.ofSeconds(9));
        TrialState over = trial(1).at(Stage.MEASURING)
                .ended(
                        new Outcome.Pruned(
                                Map.of("latency@cpu/one", 5.25), new Constraint("latency@cpu/one", Side.AT_MOST, 5)),
                        Evidence.NONE,
                        Duration.ofSeconds(10));
        TrialState failed = trial(2).ended(new Outcome.Failed("it hung"), Evidence.NONE, Duration.ofSeconds(11));
        TrialState reused = trial(3).like(completed, Duration.ofSeconds(12));
        for (TrialState each : List.of(completed, over, failed, reused)) {
            searches.propose(id, trial(each.number()));
            searches.tell(id, each);
        }
        searches.propose(id, trial(4));
        TrialState training = trial(4).at(Stage.TRAINING).with("trained:2");
        searches.advance(id, training);

        assertEquals(List.of(completed, over, failed, reused, training), searches.trials(id));
        assertEquals(Optional.of(over), searches.trial(id, 1));
        assertEquals(Optional.empty(), searches.trial(id, 5));
        Counts counts = searches.find(id).orElseThrow().counts();
        assertEquals(new Counts(5, 2, 1, 1, 1, counts.evaluated()), counts);
        assertEquals(
                2 / 3.0, counts.evaluated(), 1e-12, "one trained and one being trained, each a third of an evaluation");
    }

    @Test
    void callsAreKeptInTheirOrder() {
        Searches searches = open().searches();
        long other = searches.create(SPEC, STRATEGY).id();
        long id = searches.create(SPEC, STRATEGY).id();
        searches.propose(other, trial(0));
        searches.propose(id, trial(0));
        searches.propose(id, trial(1));
        searches.defer(id, 2);
        searches.tell(id, trial(1).ended(new Outcome.Failed("it hung"), Evidence.NONE, Duration.ofSeconds(3)));

        assertEquals(
                List.of(
                        new StrategyCall(Kind.PROPOSED, 0),
                        new StrategyCall(Kind.PROPOSED, 1),
                        new StrategyCall(Kind.WAITED, 2),
                        new StrategyCall(Kind.TOLD, 1)),
                searches.calls(id));
    }

    @Test
    void whatHasEndedIsNotToldAgainNorChanged() {
        Searches searches = open().searches();
        long id = searches.create(SPEC, STRATEGY).id();
        TrialState ended = trial(0).ended(new Outcome.Failed("it hung"), Evidence.NONE, Duration.ofSeconds(3));
        searches.propose(id, trial(0));
        searches.tell(id, ended);

        assertThrows(IllegalStateException.class, () -> searches.tell(id, ended));
        searches.advance(id, trial(0).at(Stage.TRAINING));

        assertEquals(List.of(ended), searches.trials(id));
        assertEquals(2, searches.calls(id).size(), "and no call is kept of what was not told");
    }

    @Test
    void endsOnceAndGoesOnOnlyAfterAnEndThatWasNoFinish() {
        Searches searches = open().searches();
        long id = searches.create(SPEC, STRATEGY).id();
        searches.spend(id, Duration.ofMillis(2500));
        assertFalse(searches.resume(id), "it is active");
        assertTrue(searches.end(id, Status.CANCELLED, "it was cancelled"));
        assertFalse(searches.end(id, Status.FINISHED, "too late"));
        assertEquals(List.of(), searches.active());
        assertTrue(searches.resume(id));
        SearchState resumed = searches.find(id).orElseThrow();
        assertEquals(Status.ACTIVE, resumed.status());
        assertEquals(Optional.empty(), Optional.ofNullable(resumed.reason()));
        assertEquals(Duration.ofMillis(2500), resumed.spent());
        searches.close(id, "its budget is spent");
        assertEquals("its budget is spent", searches.find(id).orElseThrow().reason());
        assertTrue(searches.end(id, Status.FINISHED, "its budget is spent"));
        assertFalse(searches.resume(id), "it has come to its end");
    }

    @Test
    void aSweepOfASearchIsFoundByItsWorkAndInNoList() {
        Results results = open();
        long id = results.searches().create(SPEC, STRATEGY).id();
        SearchWork work = new SearchWork(id, 3, Stage.MEASURING);
        Subject subject = Trials.subject("resnet/a");
        SweepState cancelled = results.sweeps().create(Trials.spec(), List.of(subject), List.of(), work);
        assertTrue(results.sweeps().cancel(cancelled.id()));
        assertEquals(Optional.empty(), results.sweeps().find(work), "what was given up is asked for again");
        SweepState sweep = results.sweeps().create(Trials.spec(), List.of(subject), List.of(), work);

        assertEquals(work, sweep.work());
        assertEquals(Optional.of(sweep), results.sweeps().find(work));
        assertEquals(Optional.empty(), results.sweeps().find(new SearchWork(id, 3, Stage.TRAINING)));
        assertEquals(new Page<>(List.of(), 0), results.sweeps().page(0, 10));
    }

    @Test
    void aRowIsFoundByItsKey() {
        Results results = open();
        Subject subject = Trials.subject("resnet/a");
        assertEquals(List.of(), results.measurements().rows(subject.key()));
        ResultRow first = measure(results, subject, Trials.reading(3));
        assertEquals(List.of(first), results.measurements().rows(subject.key()));
        ResultRow unused = failing(results, subject);
        assertEquals(List.of(first), results.measurements().rows(subject.key()), "a later failure hides nothing");
        RowKey key = subject.key();
        assertEquals(
                List.of(),
                results.measurements()
                        .rows(new RowKey(
                                key.architecture(),
                                key.weights(),
                                key.target(),
                                key.dataset() + ":validation",
                                key.protocol())));
    }
}
