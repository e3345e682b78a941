package dev.tradespace.api.metric;

import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/** What is known of a model on a target; each metric has one unit and one better direction. */
public enum Metric {
    /** Top-1 accuracy. */
    ACCURACY("accuracy", "Accuracy", "accuracy", Basis.SCORED, Scale.PERCENT, Goal.MAXIMIZE, "75"),
    /** Time of one inference, the median unless said otherwise. */
    LATENCY("latency", "Latency (p50)", "latency", Basis.MEASURED, Scale.MILLISECONDS, Goal.MINIMIZE, "20ms"),
    /** Inferences per second. */
    THROUGHPUT("throughput", "Throughput", "throughput", Basis.MEASURED, Scale.PER_SECOND, Goal.MAXIMIZE, "30"),
    /** What a worker really took above its baseline. */
    MEMORY("memory", "Memory", "memory", Basis.MEASURED, Scale.BYTES, Goal.MINIMIZE, "200MB"),
    /** Energy of one inference above the idle baseline. */
    ENERGY("energy", "Energy per inference", "energy", Basis.MEASURED, Scale.JOULES, Goal.MINIMIZE, "50mJ"),
    /** Trainable parameters. */
    PARAMETERS("params", "Parameters", "parameters", Basis.COUNTED, Scale.COUNT, Goal.MINIMIZE, "10M"),
    /** Multiply-accumulates of convolutions, dense layers and attention at batch 1. */
    MACS("macs", "MACs", "MACs", Basis.COUNTED, Scale.COUNT, Goal.MINIMIZE, "600M"),
    /** Size of the weights at the target's precision. */
    MODEL_SIZE("modelSize", "Model size", "model size", Basis.COUNTED, Scale.BYTES, Goal.MINIMIZE, "20MB");

    /** What a metric is found out from. */
    public enum Basis {
        /** The graph alone: exact, the same on every target of one precision. */
        COUNTED,
        /** The model on the target, with any weights. */
        MEASURED,
        /** The model's answers to labelled images: of trained weights only. */
        SCORED
    }

    private final String id;
    private final String title;
    private final String label;
    private final Basis basis;
    private final Scale scale;
    private final Goal goal;
    private final String example;

    Metric(String id, String title, String label, Basis basis, Scale scale, Goal goal, String example) {
        this.id = id;
        this.title = title;
        this.label = label;
        this.basis = basis;
        this.scale = scale;
        this.goal = goal;
        this.example = example;
    }

    /** The name on the wire and the command line: {@code modelSize}. */
    public String id() {
        return id;
    }

    /** The title of a chart or a page: {@code Latency (p50)}. */
    public String title() {
        return title;
    }

    /** The header of a column and the word in a sentence: {@code MACs}. */
    public String label() {
        return label;
    }

    /** The unit of every value: {@code ms}, {@code B}; {@code 1} for counts. */
    public String unit() {
        return scale.unit();
    }

    /** What it is found out from. */
    public Basis basis() {
        return basis;
    }

    /** How values are written and read. */
    public Scale scale() {
        return scale;
    }

    /** Which direction is better. */
    public Goal goal() {
        return goal;
    }

    /** A bound as somebody might write it: {@code 20ms}. */
    public String example() {
        return example;
    }

    /** The name of a limit on it in a query: {@code maxLatency}, {@code minAccuracy}. */
    public String limitName() {
        return (goal == Goal.MINIMIZE ? "max" : "min") + Character.toUpperCase(id.charAt(0)) + id.substring(1);
    }

    /** Whether it follows from another metric of the same row: throughput from latency, size from parameters. */
    public boolean isDerived() {
        return this == THROUGHPUT || this == MODEL_SIZE;
    }

    /** A value with its unit: {@code 12.3 ms}. */
    public String format(double value) {
        return scale.format(value);
    }

    /** Likewise, rounded in this way. */
    public String format(double value, RoundingMode rounding) {
        return scale.format(value, rounding);
    }

    /** The value that a text such as {@code 20ms} means; empty if it is no such quantity. */
    public OptionalDouble parse(String text) {
        return scale.parse(text);
    }

    /** The metric of this id. */
    public static Optional<Metric> find(String id) {
        return Arrays.stream(values()).filter(metric -> metric.id.equals(id)).findFirst();
    }
}
