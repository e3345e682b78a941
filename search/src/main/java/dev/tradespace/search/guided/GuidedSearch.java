package dev.tradespace.search.guided;

import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.Proposal;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Bayesian optimisation: a space-filling initial design, then always the candidate that maximises the acquisition
 * function. Surrogates are fitted anew each time that a quarter more has been told; in between they are updated with
 * each trial. The work per ask is bounded, whatever the size of the space.
 */
final class GuidedSearch implements SearchStrategy {
    /** Trials of the initial design where no objective is cheap. */
    private static final int DESIGN = 8;
    /** Trials of the initial design beside the extremes of each cheap objective. */
    private static final int BESIDE_ENDS = 1;
    /** Candidates of which each trial of the initial design is the farthest from all others. */
    private static final int DRAWS = 64;
    /**
     * The part of the candidates, the cheapest, that the initial design is from where a constraint shows only by
     * measuring.
     */
    private static final int CHEAPEST_PART = 4;

    private static final double MORE = 1.25;
    /** Numbers kept per surrogate: rows times columns. */
    private static final int CELLS = 600_000;

    private static final int LEAST_COLUMNS = 1024;
    /** Rounds of renewing the candidates per ask, in a space too large to enumerate. */
    private static final int ROUNDS = 2;

    private static final int LOOKS = 24;
    private static final int PARENTS = 12;
    /** A smaller sample loses no candidate. */
    private static final int SAMPLE = 1024;

    private final SearchProblem problem;
    private final MetricRoles roles;
    private @Nullable CandidatePool pool;
    private final List<Observation> observations = new ArrayList<>();
    private final Map<Integer, Integer> placeOf = new HashMap<>();
    private final List<Surrogate> surrogates = new ArrayList<>();
    private @Nullable Surrogate success;
    private boolean predicting;
    private int nextFit;
    private List<Candidate> shortlist = List.of();
    private FeatureColumns columns = FeatureColumns.of(List.of(), 0);

    GuidedSearch(SearchProblem problem) {
        this.problem = problem;
        roles = new MetricRoles(problem);
    }

    @Override
    public Suggestion ask(int number, RandomGenerator random) {
        CandidatePool all = pool;
        if (all == null) {
            all = new CandidatePool(problem, random);
            pool = all;
            for (int i = 0; i < roles.unknown().size(); i++) {
                surrogates.add(new Surrogate(all.encoding(), true));
            }
        }
        if (all.candidates().isEmpty() || !isAnyLeft(all, random)) {
            return new Suggestion.Exhausted(all.reason());
        }
        boolean guided = surrogates.isEmpty() || (observations.size() >= design(all) && told() >= 2);
        Candidate chosen = guided ? best(all, random) : far(all, random);
        chosen.markAsked();
        Observation asked = new Observation(chosen, surrogates.size());
        placeOf.put(number, observations.size());
        everySurrogate().forEach(surrogate -> surrogate.add(observations.size(), asked));
        observations.add(asked);
        return new Suggestion.Propose(Proposal.full(chosen.configuration()));
    }

    private boolean isAnyLeft(CandidatePool all, RandomGenerator random) {
        List<Candidate> candidates = all.candidates();
        if (candidates.stream().anyMatch(candidate -> !candidate.isAsked())) {
            return true;
        }
        for (int i = 0; i < LEAST_COLUMNS && !all.isWhole(); i++) {
            Optional<Candidate> bred = all.breed(candidates, random);
            if (bred.isPresent()) {
                all.put(candidates.size(), bred.get());
                nextFit = 0;
                return true;
            }
        }
        return false;
    }

    private int design(CandidatePool all) {
        int ends = ends().size();
        return Math.max(
                2,
                Math.min(
                        ends > 0 ? ends + BESIDE_ENDS : DESIGN, all.candidates().size() / 4));
    }

    /**
     * Extremes of each cheap objective, of several objectives: the best is on the front for certain, and both show the
     * range of the others.
     */
    private List<ToDoubleFunction<Candidate>> ends() {
        List<ToDoubleFunction<Candidate>> best = new ArrayList<>();
        List<ToDoubleFunction<Candidate>> worst = new ArrayList<>();
        for (Objective objective : problem.objectives().size() > 1 ? problem.objectives() : List.<Objective>of()) {
            int place = roles.known().indexOf(objective.metric());
            if (place >= 0) {
                double sign = roles.sign(objective.metric());
                best.add(one -> sign * one.cost(place));
                worst.add(one -> -sign * one.cost(place));
            }
        }
        best.addAll(worst);
        return best;
    }

    private int told() {
        return (int) observations.stream()
                .filter(one -> one.state() == Observation.State.COMPLETED)
                .count();
    }

    /** The surrogates that are updated at present. */
    private List<Surrogate> everySurrogate() {
        List<Surrogate> every = new ArrayList<>(predicting ? surrogates : List.of());
        if (predicting && success != null) {
            every.add(success);
        }
        return every;
    }

    /** A candidate of the initial design: first the extremes, then those far from all others. */
    private Candidate far(CandidatePool all, RandomGenerator random) {
        List<ToDoubleFunction<Candidate>> ends = ends();
        if (observations.size() < ends.size()) {
            return all.candidates().stream()
                    .filter(one -> !one.isAsked())
                    .max(Comparator.comparingDouble(ends.get(observations.size())))
                    .orElseThrow();
        }
        List<Candidate> free = affordable(
                all.candidates().stream().filter(one -> !one.isAsked()).toList());
        Candidate farthest = free.get(random.nextInt(free.size()));
        double most = distance(farthest);
        for (int i = 1; i < DRAWS; i++) {
            Candidate drawn = free.get(random.nextInt(free.size()));
            double distance = distance(drawn);
            if (distance > most) {
                most = distance;
                farthest = drawn;
            }
        }
        return farthest;
    }

    /**
     * The candidates of the initial design. A network far beyond a constraint that shows only by measuring takes
     * minutes to measure and says nothing of the accuracy; one of low cheap metrics likely keeps such a constraint.
     */
    private List<Candidate> affordable(List<Candidate> free) {
        boolean open =
                roles.openConstraints().stream().anyMatch(constraint -> constraint.side() == Constraint.Side.AT_MOST);
        return !open || roles.known().isEmpty()
                ? free
                : free.stream()
                        .sorted(Comparator.comparingDouble(this::dearness))
                        .limit(Math.max(1, free.size() / CHEAPEST_PART))
                        .toList();
    }

    /** The logarithm of the product of its cheap metrics. */
    private double dearness(Candidate candidate) {
        double sum = 0;
        for (int metric = 0; metric < roles.known().size(); metric++) {
            sum -= roles.sign(roles.known().get(metric)) * Math.log1p(Math.max(0, candidate.cost(metric)));
        }
        return sum;
    }

    private double distance(Candidate candidate) {
        double least = Double.POSITIVE_INFINITY;
        for (Observation one : observations) {
            double sum = 0;
            double[] other = one.candidate().features();
            for (int f = 0; f < other.length; f++) {
                double difference = other[f] - candidate.features()[f];
                sum += difference * difference;
            }
            least = Math.min(least, sum);
        }
        return least;
    }

    private Candidate best(CandidatePool all, RandomGenerator random) {
        Acquisition acquisition = new Acquisition(problem, roles, all.stats(), observations);
        int told = told();
        if (!predicting || told >= nextFit || shortlist.stream().allMatch(Candidate::isAsked)) {
            refit(all, acquisition);
            nextFit = (int) Math.max(told + 2, MORE * told);
        }
        double[] scores = scores(acquisition);
        for (int round = 0; round < ROUNDS && !all.isWhole(); round++) {
            breed(all, scores, random);
            scores = scores(acquisition);
        }
        int best = -1;
        for (int c = 0; c < scores.length; c++) {
            if (!shortlist.get(c).isAsked() && (best < 0 || scores[c] > scores[best])) {
                best = c;
            }
        }
        return shortlist.get(best);
    }

    private double[] scores(Acquisition acquisition) {
        return acquisition.scores(
                shortlist,
                surrogates.stream()
                        .map(surrogate -> surrogate.marginal(shortlist.size()))
                        .toList(),
                Optional.ofNullable(success).map(surrogate -> surrogate.marginal(shortlist.size())));
    }

    private void refit(CandidatePool all, Acquisition acquisition) {
        predicting = true;
        for (int i = 0; i < surrogates.size(); i++) {
            int metric = i;
            surrogates.get(i).learn(observations, one -> one.value(metric));
        }
        if (observations.stream().anyMatch(one -> one.state() == Observation.State.FAILED)) {
            success = success == null ? new Surrogate(all.encoding(), false) : success;
            success.learn(observations, Observation::success);
        }
        List<Candidate> free =
                all.candidates().stream().filter(one -> !one.isAsked()).toList();
        int most = Math.max(LEAST_COLUMNS, CELLS / (observations.size() + 1));
        if (all.isWhole()) {
            shortlist = free.size() <= most ? free : mostPromising(free, most, all, acquisition);
        } else {
            shortlist = List.copyOf(all.candidates());
        }
        shortlist = new ArrayList<>(shortlist);
        columns = FeatureColumns.of(shortlist, all.encoding().features());
        predict(columns);
    }

    private void predict(FeatureColumns forColumns) {
        for (int i = 0; i < surrogates.size(); i++) {
            int metric = i;
            surrogates.get(i).predict(observations, one -> one.value(metric), forColumns);
        }
        if (success != null) {
            success.predict(observations, Observation::success, forColumns);
        }
    }

    private List<Candidate> mostPromising(List<Candidate> free, int most, CandidatePool all, Acquisition acquisition) {
        int features = all.encoding().features();
        predict(FeatureColumns.of(List.of(), features));
        FeatureColumns wide = FeatureColumns.of(free, features);
        double[] scores = acquisition.scores(
                free,
                surrogates.stream().map(surrogate -> surrogate.rough(wide)).toList(),
                Optional.ofNullable(success).map(surrogate -> surrogate.rough(wide)));
        return byScore(scores).limit(most).map(free::get).toList();
    }

    private static java.util.stream.Stream<Integer> byScore(double[] scores) {
        return IntStream.range(0, scores.length).boxed().sorted((a, b) -> Double.compare(scores[b], scores[a]));
    }

    /** Replaces the candidates of the lowest scores by offspring of the best. */
    private void breed(CandidatePool all, double[] scores, RandomGenerator random) {
        List<Integer> order = byScore(scores).toList();
        List<Candidate> good = new ArrayList<>(
                order.stream().limit(PARENTS).map(shortlist::get).toList());
        observations.stream()
                .filter(one -> one.state() == Observation.State.COMPLETED)
                .sorted(Comparator.comparingDouble((Observation one) -> surrogates.isEmpty() ? 0 : -one.value(0)))
                .limit(PARENTS / 2)
                .forEach(one -> good.add(one.candidate()));
        List<Integer> places = new ArrayList<>(order);
        Set<Integer> asked = new HashSet<>();
        for (int place : order) {
            if (shortlist.get(place).isAsked()) {
                asked.add(place);
            }
        }
        places.removeAll(asked);
        places.addAll(asked.stream().sorted().toList());
        int last = places.size() - 1;
        for (int i = 0; i < LOOKS; i++) {
            Optional<Candidate> bred = all.breed(good, random);
            if (bred.isEmpty()) {
                continue;
            }
            if (all.candidates().size() < SAMPLE) {
                all.put(all.candidates().size(), bred.get());
            } else if (last > PARENTS) {
                int place = places.get(last--);
                all.put(place, bred.get());
                shortlist.set(place, bred.get());
                columns.put(place, bred.get().features());
                everySurrogate().forEach(surrogate -> surrogate.refresh(place));
            }
        }
    }

    @Override
    public void tell(Trial trial) {
        Integer place = placeOf.get(trial.number());
        if (place == null) {
            throw new IllegalArgumentException("trial " + trial.number() + " was never asked for");
        }
        Observation one = observations.get(place);
        Trial.Outcome outcome = trial.outcome();
        if (outcome instanceof Trial.Outcome.Completed completed) {
            one.tell(Observation.State.COMPLETED, roles.turned(completed.values()));
        } else if (outcome instanceof Trial.Outcome.Pruned over) {
            one.tell(Observation.State.STOPPED, roles.turned(over.values()));
        } else {
            one.tell(Observation.State.FAILED, roles.turned(Map.of()));
            nextFit = success == null ? 0 : nextFit;
        }
        if (predicting) {
            for (int i = 0; i < surrogates.size(); i++) {
                surrogates.get(i).tell(place, one.value(i));
            }
            if (success != null) {
                success.tell(place, one.success());
            }
        }
    }
}
