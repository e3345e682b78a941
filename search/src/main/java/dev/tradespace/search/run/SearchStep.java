package dev.tradespace.search.run;

import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.Trial.Outcome;
import dev.tradespace.core.file.Room;
import dev.tradespace.core.search.SearchState.Status;
import dev.tradespace.core.search.Stage;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.core.search.TrialState.Evidence;
import dev.tradespace.search.run.SearchEvent.*;
import dev.tradespace.search.run.SearchRun.Active;
import dev.tradespace.search.run.SearchRun.Phase;
import dev.tradespace.search.run.SearchRunCommand.*;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Transition of a run under construction: the next state, and the commands so far. */
final class SearchStep {
    /** What is less than this of an evaluation is a rounding error of shares that add up. */
    private static final double LEAST_COST = 1e-9;

    private final Rules rules;
    private final Duration spent;
    private final Map<Integer, Active> active;
    private final List<TrialState> ended;
    private final Set<Integer> testing;
    private final List<SearchRunCommand> commands = new ArrayList<>();
    private Phase phase;
    private boolean asking;
    private boolean waiting;
    private @Nullable String reason;

    SearchStep(SearchRun run, Duration spent) {
        this.rules = run.rules();
        this.spent = spent;
        this.active = new TreeMap<>(run.active());
        this.ended = new ArrayList<>(run.ended());
        this.testing = new TreeSet<>(run.testing());
        this.phase = run.phase();
        this.asking = run.asking();
        this.waiting = run.waiting();
        this.reason = run.reason();
    }

    SearchRun.Step made() {
        return new SearchRun.Step(
                new SearchRun(rules, phase, active, ended, testing, asking, waiting, reason), commands);
    }

    void take(SearchEvent event) {
        if (event instanceof Begun begun) {
            List.copyOf(active.values()).forEach(one -> again(one.trial(), begun.candidates()));
        } else if (event instanceof Proposed proposed && asking) {
            asking = false;
            begin(proposed.trial(), proposed.known());
        } else if (event instanceof Waits && asking) {
            asking = false;
            waiting = true;
        } else if (event instanceof Exhausted exhausted && asking) {
            asking = false;
            close(exhausted.reason());
        } else if (event instanceof Evaluated evaluated) {
            evaluated(evaluated);
        } else if (event instanceof NotEvaluated not) {
            notEvaluated(not);
        } else if (event instanceof Cancelled) {
            end(Status.CANCELLED, "it was cancelled");
        } else if (event instanceof Broken broken) {
            end(Status.FAILED, broken.reason());
        }
        proceed();
    }

    private int next() {
        return active.size() + ended.size();
    }

    private void again(TrialState trial, Map<Integer, CountedNetwork> candidates) {
        CountedNetwork candidate = candidates.get(trial.number());
        if (candidate != null) {
            begin(trial, candidate.known());
        }
    }

    /** What costs nothing: counting, and looking whether an equal network has been evaluated or is being. */
    private void begin(TrialState trial, CheapMetrics known) {
        Map<String, Double> values = known instanceof CheapMetrics.Valid valid ? valid.metrics() : Map.of();
        active.put(trial.number(), new Active(trial, values, null));
        if (known instanceof CheapMetrics.Invalid invalid) {
            tell(trial.ended(new Outcome.Failed(invalid.reason()), Evidence.NONE, spent));
            return;
        }
        Optional<Constraint> broken = rules.broken(values);
        if (broken.isPresent()) {
            tell(trial.ended(new Outcome.Pruned(values, broken.get()), Evidence.NONE, spent));
            return;
        }
        Optional<TrialState> before =
                ended.stream().filter(other -> same(trial, other)).findFirst();
        if (before.isPresent()) {
            tell(trial.like(before.get(), spent));
            return;
        }
        Optional<Integer> equal = active.values().stream()
                .filter(other -> other.equal() == null && !other.trial().stage().equals(Stage.COUNTING))
                .filter(other -> same(trial, other.trial()))
                .map(other -> other.trial().number())
                .findFirst();
        if (equal.isPresent()) {
            Active other = Objects.requireNonNull(active.get(equal.get()));
            active.put(trial.number(), new Active(trial, values, equal.get(), other.lack()));
        } else {
            evaluate(trial.at(rules.stages().get(0)), values);
        }
    }

    private static boolean same(TrialState one, TrialState other) {
        return other.source() == null
                && one.network().key().equals(other.network().key())
                && one.fidelity().equals(other.fidelity());
    }

    private void evaluate(TrialState trial, Map<String, Double> values) {
        active.put(trial.number(), new Active(trial, values, null));
        commands.add(new Evaluate(trial));
    }

    /** The trial that a stage was done for, if it still waits for that. */
    private Optional<Active> waitingFor(int number, Stage stage) {
        if (stage.equals(Stage.TESTING)) {
            testing.remove(number);
            return Optional.empty();
        }
        return Optional.ofNullable(active.get(number))
                .filter(one -> one.equal() == null && one.trial().stage().equals(stage));
    }

    private void evaluated(Evaluated event) {
        waitingFor(event.trial(), event.stage()).ifPresent(one -> evaluated(one, event.found()));
    }

    private void evaluated(Active one, Found found) {
        TrialState trial = one.trial();
        Map<String, Double> values = new LinkedHashMap<>(one.values());
        values.putAll(found.values());
        Optional<Stage> next = rules.after(trial.stage());
        if (next.isEmpty()) {
            tell(trial.ended(completed(values), found.evidence(), spent));
            return;
        }
        Optional<Constraint> broken = rules.broken(values);
        if (broken.isPresent()) {
            tell(trial.ended(new Outcome.Pruned(values, broken.get()), found.evidence(), spent));
        } else {
            evaluate(trial.at(next.get()), values);
        }
    }

    /** What is optimised or bounded must be there. */
    private Outcome completed(Map<String, Double> values) {
        for (String metric : rules.metrics()) {
            if (!values.containsKey(metric)) {
                return new Outcome.Failed(metric + " could not be measured");
            }
        }
        return new Outcome.Completed(values);
    }

    private void notEvaluated(NotEvaluated event) {
        waitingFor(event.trial(), event.stage()).ifPresent(one -> notEvaluated(one, event.reason()));
    }

    /**
     * That a disk is full says nothing of a network: the strategy is not told, so that the trial can be tried again.
     */
    private void notEvaluated(Active one, String why) {
        if (Room.isLacking(why)) {
            int number = one.trial().number();
            active.replaceAll((key, other) ->
                    key == number || Integer.valueOf(number).equals(other.equal()) ? other.aside(why) : other);
        } else {
            tell(one.trial().ended(new Outcome.Failed(why), Evidence.NONE, spent));
        }
    }

    private List<Active> underWay() {
        return active.values().stream().filter(one -> one.lack() == null).toList();
    }

    /** Those for which the disk had no room. */
    private List<Active> aside() {
        return active.values().stream().filter(one -> one.lack() != null).toList();
    }

    /** Ends a trial, and with it all that wait for its outcome. */
    private void tell(TrialState trial) {
        active.remove(trial.number());
        ended.add(trial);
        waiting = false;
        commands.add(new TellStrategy(trial));
        for (Active one : List.copyOf(active.values())) {
            if (one.equal() != null && one.equal() == trial.number()) {
                tell(one.trial().like(trial, spent));
            }
        }
    }

    private void close(String why) {
        phase = Phase.DRAINING;
        reason = why;
        commands.add(new Close(why));
    }

    /** The same, with the nearest miss where nothing that was evaluated keeps every constraint. */
    private void closeInVain(String why) {
        Optional<String> miss = foundNothing() ? NearestMiss.of(ended, rules) : Optional.empty();
        close(why
                + miss.map(nearest -> "; no network keeps every limit: " + nearest)
                        .orElse(""));
    }

    /** Whether there is no network yet that was evaluated and keeps every constraint. */
    private boolean foundNothing() {
        return ended.stream()
                .noneMatch(trial -> trial.outcome() instanceof Outcome.Completed completed
                        && rules.broken(completed.values()).isEmpty());
    }

    /** How many networks have cost something, a measurement at least. */
    private long tried() {
        return ended.stream()
                .filter(trial -> trial.source() == null && trial.stage().isEvaluation())
                .count();
    }

    private void proceed() {
        if (phase == Phase.SEARCHING && !asking && underWay().size() < rules.parallel()) {
            ask();
        }
        if (phase == Phase.DRAINING && underWay().isEmpty() && !asking) {
            aside().forEach(one -> {
                if (one.equal() == null) {
                    tell(one.trial()
                            .ended(new Outcome.Failed(Objects.requireNonNull(one.lack())), Evidence.NONE, spent));
                }
            });
            test();
        }
        if (phase == Phase.TESTING && testing.isEmpty() && reason != null) {
            end(Status.FINISHED, reason);
        }
    }

    private void ask() {
        double spentTrials = ended.stream().mapToDouble(TrialState::cost).sum();
        double promised = underWay().stream()
                .mapToDouble(one -> one.trial().fidelity().cost())
                .sum();
        if (rules.time() != null && spent.compareTo(rules.time()) >= 0) {
            closeInVain("its time of " + Amounts.time(rules.time()) + " is over");
        } else if (rules.trials() != null && spentTrials > rules.trials() - LEAST_COST) {
            closeInVain("its budget of " + Amounts.trials(rules.trials()) + " is spent");
        } else if (idle() >= SearchRun.MOST_IDLE) {
            closeInVain("the strategy proposed " + SearchRun.MOST_IDLE
                    + " networks in a row that cost no evaluation: all were known already or over a limit");
        } else if (tried() >= rules.patience() && foundNothing()) {
            closeInVain(Amounts.networks(rules.patience()) + " were measured in vain (--patience)");
        } else if (aside().size() >= SearchRun.MOST_LACKING
                || (waiting && underWay().isEmpty() && !aside().isEmpty())) {
            end(Status.FAILED, withoutRoom());
        } else if (waiting && active.isEmpty()) {
            end(Status.FAILED, "the strategy waits for a trial, and none is under way");
        } else if (!waiting && (rules.trials() == null || spentTrials + promised <= rules.trials() - LEAST_COST)) {
            asking = true;
            commands.add(new AskStrategy(next()));
        }
    }

    private String withoutRoom() {
        List<Active> aside = aside();
        Active last = aside.get(aside.size() - 1);
        return "it cannot go on for now; trial " + last.trial().number() + ": " + last.lack() + "; --resume tries "
                + (aside.size() == 1 ? "it" : "all " + aside.size() + " such trials") + " again";
    }

    /** How many of the last trials cost no evaluation. */
    private int idle() {
        int idle = 0;
        while (idle < ended.size() && !ended.get(ended.size() - 1 - idle).evaluated()) {
            idle++;
        }
        return idle;
    }

    private void test() {
        phase = Phase.TESTING;
        for (TrialState member : BestTrials.front(ended, rules)) {
            testing.add(member.number());
            commands.add(new Evaluate(member.at(Stage.TESTING)));
        }
    }

    private void end(Status status, String why) {
        active.values().forEach(one -> {
            if (one.equal() == null && !one.trial().stage().equals(Stage.COUNTING)) {
                commands.add(new Abandon(one.trial().number(), one.trial().stage()));
            }
        });
        testing.forEach(number -> commands.add(new Abandon(number, Stage.TESTING)));
        testing.clear();
        phase = Phase.ENDED;
        reason = why;
        commands.add(new End(status, why));
    }
}
