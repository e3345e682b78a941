package dev.tradespace.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.Proposal;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial;
import dev.tradespace.api.search.Trial.Outcome;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.core.search.StrategyCall;
import dev.tradespace.core.search.StrategyCall.Kind;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.core.search.TrialState.Evidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private final SearchPlan plan =
            SampleSearches.plan(SampleSearches.spec(List.of("flat"), List.of("cpu/one"), List.of(), Map.of()));

    /** Proposes as many units as it has been told trials, and waits for the first after two proposals. */
    private final class Counting implements SearchStrategy {
        private final List<Trial> told = new ArrayList<>();

        @Override
        public Suggestion ask(int number, RandomGenerator random) {
            return number == 2 && told.isEmpty()
                    ? new Suggestion.Wait()
                    : new Suggestion.Propose(Proposal.full(point(told.size() + 1)));
        }

        @Override
        public void tell(Trial trial) {
            told.add(trial);
        }
    }

    private Configuration point(int units) {
        return plan.space().space().configure(Map.of("units", units));
    }

    private TrialState trial(int number, int units) {
        return TrialState.proposed(number, plan.candidate(point(units)).network(), Fidelity.FULL, Duration.ZERO);
    }

    private static StrategyCall call(Kind kind, int trial) {
        return new StrategyCall(kind, trial);
    }

    @Test
    void playsTheCallsInTheirOrder() {
        List<TrialState> trials = List.of(
                trial(0, 1).ended(new Outcome.Failed("it hung"), Evidence.NONE, Duration.ofSeconds(1)),
                trial(1, 1).ended(new Outcome.Failed("so did it"), Evidence.NONE, Duration.ofSeconds(2)),
                trial(2, 2));
        Counting strategy = new Counting();

        Replay.play(
                plan,
                List.of(
                        call(Kind.PROPOSED, 0),
                        call(Kind.PROPOSED, 1),
                        call(Kind.WAITED, 2),
                        call(Kind.TOLD, 1),
                        call(Kind.PROPOSED, 2),
                        call(Kind.TOLD, 0)),
                trials,
                strategy);

        assertEquals(List.of(1, 0), strategy.told.stream().map(Trial::number).toList());
    }

    @Test
    void saysWhereItDiverges() {
        Replay.Diverged diverged = assertThrows(
                Replay.Diverged.class,
                () -> Replay.play(plan, List.of(call(Kind.PROPOSED, 0)), List.of(trial(0, 7)), new Counting()));
        String message = String.valueOf(diverged.getMessage());
        assertTrue(message.contains("as trial 0 it proposes twice=false,units=1, and before it proposes"), message);
    }

    @Test
    void aCallWithoutItsTrialIsNamed() {
        assertThrows(
                Replay.Diverged.class, () -> Replay.play(plan, List.of(call(Kind.TOLD, 3)), List.of(), new Counting()));
    }
}
