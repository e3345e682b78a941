package dev.tradespace.search.guided;

import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Neighbourhood;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Candidates of the acquisition function, each architecture once: the whole of a small space, else a sample that
 * mutation and crossover renew. An architecture of several configurations has the mean of their features, so that what
 * does not matter to it lies in the middle.
 */
final class CandidatePool {
    /** Largest space that is enumerated. */
    private static final int WHOLE = 20_000;
    /** Candidates kept of a larger space. */
    private static final int SAMPLE = 1024;
    /** Most configurations counted before the search begins. */
    private static final int MOST_CHECKED = 4096;
    /** Feasible candidates wanted before the search begins. */
    private static final int ENOUGH = 128;

    private final SearchProblem problem;
    private final CheapMetricStats stats;
    private final Encoding encoding;
    private final Neighbourhood neighbourhood;
    private final boolean whole;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();

    /** The pool at the beginning of a search. */
    CandidatePool(SearchProblem problem, RandomGenerator random) {
        this.problem = problem;
        stats = new CheapMetricStats(problem);
        encoding = new Encoding(problem.space(), problem.cheapMetricNames().size());
        neighbourhood = new Neighbourhood(problem.space());
        Optional<BigInteger> size = problem.space().size();
        whole = size.isPresent() && size.get().compareTo(BigInteger.valueOf(WHOLE)) <= 0;
        Map<String, CheapMetrics.Valid> known = new LinkedHashMap<>();
        Map<String, List<Configuration>> equal = new LinkedHashMap<>();
        if (whole) {
            problem.space().grid().forEach(configuration -> take(configuration, known, equal));
        } else {
            sample(random, known, equal);
        }
        stats.scale(known.values().stream().map(stats::costs).toList());
        known.forEach((key, valid) -> candidates.add(candidate(valid, equal.getOrDefault(key, List.of()))));
        keys.addAll(equal.keySet());
    }

    private void take(
            Configuration configuration,
            Map<String, CheapMetrics.Valid> known,
            Map<String, List<Configuration>> equal) {
        stats.at(configuration).ifPresent(valid -> {
            known.putIfAbsent(valid.canonicalKey(), valid);
            equal.computeIfAbsent(valid.canonicalKey(), any -> new ArrayList<>())
                    .add(configuration);
        });
    }

    /** Uniform sampling; where too few are feasible, mutates the feasible ones, or the one of least violation. */
    private void sample(
            RandomGenerator random, Map<String, CheapMetrics.Valid> known, Map<String, List<Configuration>> equal) {
        for (int i = 0; i < SAMPLE; i++) {
            take(problem.space().random(random), known, equal);
        }
        while (known.size() < ENOUGH
                && stats.checked() < MOST_CHECKED
                && (!equal.isEmpty() || stats.nearest().isPresent())) {
            List<List<Configuration>> feasible = List.copyOf(equal.values());
            Configuration from = feasible.isEmpty()
                    ? stats.nearest().orElseThrow()
                    : feasible.get(random.nextInt(feasible.size())).get(0);
            take(neighbourhood.mutate(from, random).orElse(from), known, equal);
        }
    }

    private Candidate candidate(CheapMetrics.Valid valid, List<Configuration> equal) {
        double[] costs = stats.costs(valid);
        double[] scaled = stats.scaled(costs);
        double[] features = new double[encoding.features()];
        for (Configuration one : equal) {
            double[] own = encoding.encode(one, scaled);
            for (int f = 0; f < features.length; f++) {
                features[f] += own[f] / equal.size();
            }
        }
        return new Candidate(equal.get(0), valid.canonicalKey(), costs, features);
    }

    Encoding encoding() {
        return encoding;
    }

    CheapMetricStats stats() {
        return stats;
    }

    /** Whether all of the space is in it. */
    boolean isWhole() {
        return whole;
    }

    /** All candidates, the asked ones among them. */
    List<Candidate> candidates() {
        return candidates;
    }

    /**
     * A new candidate by mutation, crossover or uniform sampling; empty where one draw gave none.
     *
     * @param good the parents, at least one
     */
    Optional<Candidate> breed(List<Candidate> good, RandomGenerator random) {
        Configuration parent = good.get(random.nextInt(good.size())).configuration();
        double kind = random.nextDouble();
        Configuration child;
        if (kind < 0.5) {
            child = neighbourhood.mutate(parent, random).orElse(parent);
        } else if (kind < 0.7) {
            Configuration once = neighbourhood.mutate(parent, random).orElse(parent);
            child = neighbourhood.mutate(once, random).orElse(once);
        } else if (kind < 0.9) {
            Configuration other = good.get(random.nextInt(good.size())).configuration();
            child = neighbourhood.crossover(parent, other, random);
        } else {
            child = problem.space().random(random);
        }
        return stats.at(child)
                .filter(valid -> !keys.contains(valid.canonicalKey()))
                .map(valid -> candidate(valid, List.of(child)));
    }

    /** Puts a new candidate in the place of another, or at the end where the place is the first free one. */
    void put(int place, Candidate candidate) {
        keys.add(candidate.key());
        if (place == candidates.size()) {
            candidates.add(candidate);
            return;
        }
        Candidate old = candidates.set(place, candidate);
        if (!old.isAsked()) {
            keys.remove(old.key());
        }
    }

    /** Why nothing is left to be asked for. */
    String reason() {
        if (candidates.isEmpty()) {
            return stats.nothingFits(whole);
        }
        return whole
                ? "every architecture that may keep the limits has been asked for"
                : "no further architecture that may keep the limits was found";
    }
}
