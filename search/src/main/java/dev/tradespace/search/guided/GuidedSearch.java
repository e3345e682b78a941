package dev.tradespace.search.guided;

import dev.tradespace.api.search.Aim;
import dev.tradespace.api.search.Ask;
import dev.tradespace.api.search.Proposal;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategy;
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
 * The predictor-guided search: a few trials far from each other, then always the candidate from which most is expected. Predictors learn anew each time that a
 * quarter more has been told; in between they take every trial in as it is asked and told. The work per ask is bounded, whatever the size of the space.
 */
final class GuidedSearch implements SearchStrategy {
    /** So many trials are far from each other before predictors are asked. */
    private static final int DESIGN = 8;
    /** So many, beside both ends of each known aim, where there are such aims: the ends and what lies between them show most of the trend. */
    private static final int BESIDE_ENDS = 1;
    /** Each of them is the farthest of so many. */
    private static final int DRAWS = 64;

    private static final double MORE = 1.25;
    /** So many numbers are kept per predictor: rows times columns. */
    private static final int CELLS = 600_000;

    private static final int LEAST_COLUMNS = 1024;
    /** Per ask in a space too large to look at as a whole: so many rounds of so many looks, from so many good ones. */
    private static final int ROUNDS = 2;

    private static final int LOOKS = 24;
    private static final int PARENTS = 12;
    /** A sample that is smaller loses no candidate. */
    private static final int SAMPLE = 1024;

    private final SearchProblem problem;
    private final Scope scope;
    private @Nullable Pool pool;
    private final List<Tried> tried = new ArrayList<>();
    private final Map<Integer, Integer> placeOf = new HashMap<>();
    private final List<Predictor> predictors = new ArrayList<>();
    private @Nullable Predictor success;
    private boolean predicting;
    private int nextFit;
    private List<Candidate> shortlist = List.of();
    private Columns columns = Columns.of(List.of(), 0);

    GuidedSearch(SearchProblem problem) {
        this.problem = problem;
        scope = new Scope(problem);
    }

    @Override
    public Ask ask(int number, RandomGenerator random) {
        Pool all = pool;
        if (all == null) {
            all = new Pool(problem, random);
            pool = all;
            for (int i = 0; i < scope.unknown().size(); i++) {
                predictors.add(new Predictor(all.encoding(), true));
            }
        }
        if (all.candidates().isEmpty() || !isAnyLeft(all, random)) {
            return new Ask.Done(all.reason());
        }
        boolean guided = predictors.isEmpty() || (tried.size() >= design(all) && told() >= 2);
        Candidate chosen = guided ? best(all, random) : far(all, random);
        chosen.markAsked();
        Tried asked = new Tried(chosen, predictors.size());
        placeOf.put(number, tried.size());
        everyPredictor().forEach(predictor -> predictor.add(tried.size(), asked));
        tried.add(asked);
        return new Ask.Try(Proposal.full(chosen.configuration()));
    }

    private boolean isAnyLeft(Pool all, RandomGenerator random) {
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

    private int design(Pool all) {
        int ends = ends().size();
        return Math.max(
                2,
                Math.min(
                        ends > 0 ? ends + BESIDE_ENDS : DESIGN, all.candidates().size() / 4));
    }

    /** Among several aims the best and then the worst by each known one: the best is on the front for certain, and both show what there is to trade. */
    private List<ToDoubleFunction<Candidate>> ends() {
        List<ToDoubleFunction<Candidate>> best = new ArrayList<>();
        List<ToDoubleFunction<Candidate>> worst = new ArrayList<>();
        for (Aim aim : problem.aims().size() > 1 ? problem.aims() : List.<Aim>of()) {
            int place = scope.known().indexOf(aim.metric());
            if (place >= 0) {
                double sign = scope.sign(aim.metric());
                best.add(one -> sign * one.cost(place));
                worst.add(one -> -sign * one.cost(place));
            }
        }
        best.addAll(worst);
        return best;
    }

    private int told() {
        return (int) tried.stream()
                .filter(one -> one.state() == Tried.State.COMPLETED)
                .count();
    }

    /** The predictors that take trials in at present. */
    private List<Predictor> everyPredictor() {
        List<Predictor> every = new ArrayList<>(predicting ? predictors : List.of());
        if (predicting && success != null) {
            every.add(success);
        }
        return every;
    }

    /** One far from all that was asked for; first the ends. */
    private Candidate far(Pool all, RandomGenerator random) {
        List<Candidate> free =
                all.candidates().stream().filter(one -> !one.isAsked()).toList();
        List<ToDoubleFunction<Candidate>> ends = ends();
        if (tried.size() < ends.size()) {
            return free.stream()
                    .max(Comparator.comparingDouble(ends.get(tried.size())))
                    .orElseThrow();
        }
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

    private double distance(Candidate candidate) {
        double least = Double.POSITIVE_INFINITY;
        for (Tried one : tried) {
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

    private Candidate best(Pool all, RandomGenerator random) {
        Acquisition acquisition = new Acquisition(problem, scope, all.look(), tried);
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
                predictors.stream()
                        .map(predictor -> predictor.marginal(shortlist.size()))
                        .toList(),
                Optional.ofNullable(success).map(predictor -> predictor.marginal(shortlist.size())));
    }

    private void refit(Pool all, Acquisition acquisition) {
        predicting = true;
        for (int i = 0; i < predictors.size(); i++) {
            int metric = i;
            predictors.get(i).learn(tried, one -> one.value(metric));
        }
        if (tried.stream().anyMatch(one -> one.state() == Tried.State.FAILED)) {
            success = success == null ? new Predictor(all.encoding(), false) : success;
            success.learn(tried, Tried::success);
        }
        List<Candidate> free =
                all.candidates().stream().filter(one -> !one.isAsked()).toList();
        int most = Math.max(LEAST_COLUMNS, CELLS / (tried.size() + 1));
        if (all.isWhole()) {
            shortlist = free.size() <= most ? free : mostPromising(free, most, all, acquisition);
        } else {
            shortlist = List.copyOf(all.candidates());
        }
        shortlist = new ArrayList<>(shortlist);
        columns = Columns.of(shortlist, all.encoding().features());
        predict(columns);
    }

    private void predict(Columns forColumns) {
        for (int i = 0; i < predictors.size(); i++) {
            int metric = i;
            predictors.get(i).predict(tried, one -> one.value(metric), forColumns);
        }
        if (success != null) {
            success.predict(tried, Tried::success, forColumns);
        }
    }

    private List<Candidate> mostPromising(List<Candidate> free, int most, Pool all, Acquisition acquisition) {
        int features = all.encoding().features();
        predict(Columns.of(List.of(), features));
        Columns wide = Columns.of(free, features);
        double[] scores = acquisition.scores(
                free,
                predictors.stream().map(predictor -> predictor.rough(wide)).toList(),
                Optional.ofNullable(success).map(predictor -> predictor.rough(wide)));
        return byScore(scores).limit(most).map(free::get).toList();
    }

    private static java.util.stream.Stream<Integer> byScore(double[] scores) {
        return IntStream.range(0, scores.length).boxed().sorted((a, b) -> Double.compare(scores[b], scores[a]));
    }

    /** Puts new candidates, bred from the best, in the places of those from which least is expected. */
    private void breed(Pool all, double[] scores, RandomGenerator random) {
        List<Integer> order = byScore(scores).toList();
        List<Candidate> good = new ArrayList<>(
                order.stream().limit(PARENTS).map(shortlist::get).toList());
        tried.stream()
                .filter(one -> one.state() == Tried.State.COMPLETED)
                .sorted(Comparator.comparingDouble((Tried one) -> predictors.isEmpty() ? 0 : -one.value(0)))
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
                everyPredictor().forEach(predictor -> predictor.refresh(place));
            }
        }
    }

    @Override
    public void tell(Trial trial) {
        Integer place = placeOf.get(trial.number());
        if (place == null) {
            throw new IllegalArgumentException("trial " + trial.number() + " was never asked for");
        }
        Tried one = tried.get(place);
        Trial.Outcome outcome = trial.outcome();
        if (outcome instanceof Trial.Outcome.Completed completed) {
            one.tell(Tried.State.COMPLETED, scope.turned(completed.values()));
        } else if (outcome instanceof Trial.Outcome.OverLimit over) {
            one.tell(Tried.State.STOPPED, scope.turned(over.values()));
        } else {
            one.tell(Tried.State.FAILED, scope.turned(Map.of()));
            nextFit = success == null ? 0 : nextFit;
        }
        if (predicting) {
            for (int i = 0; i < predictors.size(); i++) {
                predictors.get(i).tell(place, one.value(i));
            }
            if (success != null) {
                success.tell(place, one.success());
            }
        }
    }
}
