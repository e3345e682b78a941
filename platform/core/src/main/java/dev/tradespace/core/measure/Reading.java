package dev.tradespace.core.measure;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.core.statistics.LatencySummary;
import dev.tradespace.core.statistics.Samples;
import dev.tradespace.core.training.Scores;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a worker measured.
 *
 * @param samples the time of every query
 * @param warmupRuns queries before them
 * @param warmupSettled whether the last ten of those varied by less than 5%
 * @param memory peak resident set above that before the session, bytes
 * @param energy joules per inference, or why not
 * @param disturbances what spoiled the run, for people: {@code other processes took 14% of the CPU}; empty for a clean one
 * @param environment provenance: CPU model, threads, governor, load, steal, temperature, versions; sorted by key
 * @param scores how well it answered in the same process, after all that is above; null where it was not asked to
 */
public record Reading(
        Samples samples,
        int warmupRuns,
        boolean warmupSettled,
        Figure memory,
        Figure energy,
        List<String> disturbances,
        Map<String, String> environment,
        @Nullable Scores scores) {
    /** The provenance that says how many images a query has. */
    public static final String BATCH = "batch";

    public Reading {
        if (samples.size() == 0) {
            throw new IllegalArgumentException("a reading needs at least one sample");
        }
        disturbances = List.copyOf(disturbances);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /** A reading of a model that was not scored. */
    public Reading(
            Samples samples,
            int warmupRuns,
            boolean warmupSettled,
            Figure memory,
            Figure energy,
            List<String> disturbances,
            Map<String, String> environment) {
        this(samples, warmupRuns, warmupSettled, memory, energy, disturbances, environment, null);
    }

    /** The same with scores. */
    public Reading scored(Scores found) {
        return new Reading(samples, warmupRuns, warmupSettled, memory, energy, disturbances, environment, found);
    }

    /** The same with more provenance; of a key that is there already, the new value counts. */
    public Reading with(Map<String, String> provenance) {
        Map<String, String> facts = new TreeMap<>(environment);
        facts.putAll(provenance);
        return new Reading(samples, warmupRuns, warmupSettled, memory, energy, disturbances, facts, scores);
    }

    /**
     * The share of images that were answered rightly; unavailable where the model was not scored.
     *
     * @unit percent
     */
    public Figure accuracy() {
        return scores == null ? new Figure.Unavailable("not scored") : scores.accuracy();
    }

    /** Images in one query: one where the provenance does not say. */
    public int batch() {
        return Integer.parseInt(environment.getOrDefault(BATCH, "1"));
    }

    /**
     * Images answered one query after the other: the batch over the mean of the queries.
     *
     * @unit images per second
     */
    public Figure throughput() {
        LatencySummary summary = LatencySummary.of(samples);
        return new Figure.Measured(
                batch() * summary.throughput(),
                null,
                "mean of " + summary.queries() + " queries" + (batch() == 1 ? "" : " of " + batch() + " images"));
    }

    /** Whether other load or steal disturbed the run. */
    public boolean noisy() {
        return !disturbances.isEmpty();
    }
}
