package dev.tradespace.core.measure;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.core.statistics.Samples;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
 */
public record Reading(
        Samples samples,
        int warmupRuns,
        boolean warmupSettled,
        Figure memory,
        Figure energy,
        List<String> disturbances,
        Map<String, String> environment) {
    public Reading {
        if (samples.size() == 0) {
            throw new IllegalArgumentException("a reading needs at least one sample");
        }
        disturbances = List.copyOf(disturbances);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /** Whether other load or steal disturbed the run. */
    public boolean noisy() {
        return !disturbances.isEmpty();
    }
}
