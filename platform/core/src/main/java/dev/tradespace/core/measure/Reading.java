package dev.tradespace.core.measure;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.training.Scores;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is found out about a model on a target: figures of any origin. Only what was timed here has samples.
 *
 * @param figures by metric, as far as they were looked for; what could not be found out is unavailable with its reason
 * @param timing the times that the latency comes from; null for figures that come from elsewhere
 * @param disturbances what spoiled the run, for people: {@code other processes took 14% of the CPU}; empty for a clean one
 * @param environment provenance: CPU model, threads, governor, load, steal, temperature, versions; sorted by key
 * @param scores how well it answered in the same process, after all that is above; null where it was not asked to
 */
public record Reading(
        Map<Metric, Figure> figures,
        @Nullable Timing timing,
        List<String> disturbances,
        Map<String, String> environment,
        @Nullable Scores scores) {
    /** The provenance that says how many images a query has. */
    public static final String BATCH = "batch";

    public Reading {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("a reading needs at least one figure");
        }
        figures = Collections.unmodifiableMap(new EnumMap<>(figures));
        disturbances = List.copyOf(disturbances);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /**
     * A reading of a model that was timed and not scored.
     *
     * @param others figures beside latency and throughput, which come from the times
     */
    public static Reading of(
            Timing timing, Map<Metric, Figure> others, List<String> disturbances, Map<String, String> environment) {
        Map<Metric, Figure> figures = new EnumMap<>(Metric.class);
        figures.putAll(others);
        figures.putAll(timing.figures(batch(environment)));
        return new Reading(figures, timing, disturbances, environment, null);
    }

    /** The same with scores and their accuracy. */
    public Reading scored(Scores found) {
        Reading all = with(Metric.ACCURACY, found.accuracy());
        return new Reading(all.figures, timing, disturbances, environment, found);
    }

    /** The same with another figure. */
    public Reading with(Metric metric, Figure figure) {
        Map<Metric, Figure> all = new EnumMap<>(figures);
        all.put(metric, figure);
        return new Reading(all, timing, disturbances, environment, scores);
    }

    /** The same with more provenance; of a key that is there already, the new value counts. */
    public Reading with(Map<String, String> provenance) {
        Map<String, String> facts = new TreeMap<>(environment);
        facts.putAll(provenance);
        return new Reading(figures, timing, disturbances, facts, scores);
    }

    /** The same with every text of people and strangers changed. */
    public Reading mapTexts(UnaryOperator<String> change) {
        Map<Metric, Figure> told = new EnumMap<>(figures);
        told.replaceAll((metric, figure) -> figure.mapText(change));
        Map<String, String> facts = new TreeMap<>();
        environment.forEach((key, value) -> facts.put(change.apply(key), change.apply(value)));
        return new Reading(told, timing, disturbances.stream().map(change).toList(), facts, scores);
    }

    /** The figure of a metric; unavailable where nothing was looked for. */
    public Figure figure(Metric metric) {
        Figure figure = figures.get(metric);
        return figure == null ? new Figure.Unavailable("not measured") : figure;
    }

    /** Images in one query: one where the provenance does not say. */
    public int batch() {
        return batch(environment);
    }

    private static int batch(Map<String, String> environment) {
        return Integer.parseInt(environment.getOrDefault(BATCH, "1"));
    }

    /** Whether other load or steal disturbed the run. */
    public boolean noisy() {
        return !disturbances.isEmpty();
    }
}
