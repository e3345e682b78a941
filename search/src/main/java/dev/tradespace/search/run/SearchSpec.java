package dev.tradespace.search.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.core.json.StrictJson;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Spec of a search.
 *
 * @param families whose spaces are searched, at least one
 * @param dataset what is trained and scored on
 * @param targets where networks are measured and scored, at least one
 * @param maximize metrics to make large
 * @param minimize metrics to make small
 * @param limits what every useful network keeps: {@code latency<=5ms}
 * @param budget when no more trials are asked for
 * @param strategy who chooses the trials
 * @param settings the strategy's, by name
 * @param effort how a trial is evaluated
 * @param fixed parameters that do not vary, by name
 */
public record SearchSpec(
        List<String> families,
        String dataset,
        List<String> targets,
        List<String> maximize,
        List<String> minimize,
        List<String> limits,
        Budget budget,
        String strategy,
        Map<String, String> settings,
        Effort effort,
        Map<String, String> fixed) {
    private static final double MILLIS_PER_SECOND = 1000;

    /**
     * When no more trials are asked for: whichever comes first.
     *
     * @param trials after so many full evaluations, cheaper ones counting by their share; null for no such bound
     * @param time after so much time of running; what is under way then ends; null for no such bound
     */
    public record Budget(@Nullable Integer trials, @Nullable Duration time) {
        public Budget {
            if (trials == null && time == null) {
                throw new IllegalArgumentException("a budget must have trials or time");
            }
        }
    }

    /**
     * How a trial is evaluated.
     *
     * @param parallel how many are under way at a time, at least 1
     * @param seed of the strategy's draws and of every training
     * @param epochs of a full evaluation, at least 1
     * @param subset train on so many images only; null for all
     * @param patience how many networks may be measured or fail before there is one that keeps every limit, at least 1
     */
    public record Effort(
            int parallel, long seed, int epochs, @Nullable Integer subset, int patience) {
        /** With the usual patience. */
        public Effort(int parallel, long seed, int epochs, @Nullable Integer subset) {
            this(parallel, seed, epochs, subset, SearchSpecReader.DEFAULT_PATIENCE);
        }
    }

    public SearchSpec {
        families = List.copyOf(families);
        targets = List.copyOf(targets);
        maximize = List.copyOf(maximize);
        minimize = List.copyOf(minimize);
        limits = List.copyOf(limits);
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        fixed = Collections.unmodifiableSortedMap(new TreeMap<>(fixed));
    }

    /** As it is read by {@link SearchSpecReader}. */
    public ObjectNode json() {
        ObjectNode json = StrictJson.json().createObjectNode();
        families.forEach(json.putArray("families")::add);
        json.put("dataset", dataset);
        targets.forEach(json.putArray("targets")::add);
        texts(json, "maximize", maximize);
        texts(json, "minimize", minimize);
        texts(json, "limits", limits);
        if (budget.trials() != null) {
            json.put("trials", budget.trials());
        }
        if (budget.time() != null) {
            json.put("seconds", budget.time().toMillis() / MILLIS_PER_SECOND);
        }
        json.put("strategy", strategy);
        texts(json, "settings", settings);
        json.put("parallel", effort.parallel()).put("seed", effort.seed()).put("epochs", effort.epochs());
        if (effort.subset() != null) {
            json.put("subset", effort.subset());
        }
        if (effort.patience() != SearchSpecReader.DEFAULT_PATIENCE) {
            json.put("patience", effort.patience());
        }
        texts(json, "set", fixed);
        return json;
    }

    private static void texts(ObjectNode json, String name, List<String> texts) {
        if (!texts.isEmpty()) {
            texts.forEach(json.putArray(name)::add);
        }
    }

    private static void texts(ObjectNode json, String name, Map<String, String> texts) {
        if (!texts.isEmpty()) {
            texts.forEach(json.putObject(name)::put);
        }
    }
}
