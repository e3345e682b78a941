package dev.tradespace.api.metric;

import java.util.Arrays;
import java.util.Optional;

/** What is known of a model on a target; each metric has one unit and one better direction. */
public enum Metric {
    /** Top-1 accuracy. */
    ACCURACY("accuracy", "%", Goal.MAXIMIZE),
    /** Time of one inference, the median unless said otherwise. */
    LATENCY("latency", "ms", Goal.MINIMIZE),
    /** Inferences per second. */
    THROUGHPUT("throughput", "1/s", Goal.MAXIMIZE),
    /** What a worker really took above its baseline. */
    MEMORY("memory", "B", Goal.MINIMIZE),
    /** Energy of one inference above the idle baseline. */
    ENERGY("energy", "J", Goal.MINIMIZE),
    /** Trainable parameters. */
    PARAMETERS("params", "1", Goal.MINIMIZE),
    /** Multiply-accumulates of convolutions, dense layers and attention at batch 1. */
    MACS("macs", "1", Goal.MINIMIZE),
    /** Size of the weights at the target's precision. */
    MODEL_SIZE("modelSize", "B", Goal.MINIMIZE);

    private final String id;
    private final String unit;
    private final Goal goal;

    Metric(String id, String unit, Goal goal) {
        this.id = id;
        this.unit = unit;
        this.goal = goal;
    }

    /** The name on the wire and the command line: {@code modelSize}. */
    public String id() {
        return id;
    }

    /** The unit of every value: {@code ms}, {@code B}; {@code 1} for counts. */
    public String unit() {
        return unit;
    }

    /** Which direction is better. */
    public Goal goal() {
        return goal;
    }

    /** The metric of this id. */
    public static Optional<Metric> find(String id) {
        return Arrays.stream(values()).filter(metric -> metric.id.equals(id)).findFirst();
    }
}
