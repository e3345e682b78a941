package dev.tradespace.results;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.measure.Timing;
import dev.tradespace.core.statistics.Samples;
import dev.tradespace.core.sweep.SweepSpec;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/** Small trials for the tests. */
public final class Trials {
    public static final String DEVICE = "local-cpu";
    public static final String TARGET = "local-cpu/ort-fp32-1t";
    public static final String OTHER_TARGET = "local-cpu/ort-fp32-all";
    public static final String DATASET = "imagenet-1k";
    public static final Duration MINUTE = Duration.ofMinutes(1);
    public static final Duration SECOND = Duration.ofSeconds(1);
    public static final Outcome.Failure HUNG =
            new Outcome.Failure("the worker was killed after 60 s without an answer", "last words", true);

    private Trials() {}

    public static SweepSpec spec() {
        return new SweepSpec(List.of("resnet/*", "vit/b16"), List.of("local-cpu/*"), Protocol.QUICK);
    }

    public static Subject subject(String variant) {
        return subject(variant, TARGET, Protocol.QUICK);
    }

    public static Subject subject(String variant, String target, Protocol protocol) {
        return subject(variant, target, protocol, Map.of(Metric.PARAMETERS, counted(25_557_032)));
    }

    public static Subject subject(String variant, String target, Protocol protocol, Map<Metric, Figure> known) {
        return new Subject(
                ModelId.parse(variant),
                new RowKey("digest of " + variant, "random:7", target, DATASET, protocol),
                known);
    }

    public static Figure counted(double value) {
        return new Figure.Measured(value, null, "counted");
    }

    /** A hundred samples whose median is this many milliseconds, and figures of all origins. */
    public static Reading reading(double millis) {
        return reading(millis, Map.of("cpu", "Some CPU @ 2.00GHz", "os", "Linux \"6.1\" ünïcode"));
    }

    private static Reading reading(double millis, Map<String, String> environment) {
        long median = (long) (millis * 1e6);
        Samples samples = Samples.ofNanos(
                LongStream.rangeClosed(-50, 50).map(i -> median + i * 137).toArray());
        return Reading.of(
                new Timing(samples, 12, true),
                Map.of(
                        Metric.MEMORY,
                        new Figure.Measured(104_857_600, null, "VmHWM"),
                        Metric.ENERGY,
                        new Figure.Unavailable("this machine has no energy counter")),
                List.of(),
                environment);
    }

    /** A reading that tells under which conditions it was measured. */
    public static Reading reading(double millis, Conditions conditions) {
        return reading(
                millis,
                Map.of(
                        Conditions.MACHINE,
                        conditions.machine(),
                        "cpu",
                        conditions.cpu(),
                        Conditions.RUNTIME,
                        conditions.runtime(),
                        "threads",
                        String.valueOf(conditions.threads()),
                        "batch",
                        String.valueOf(conditions.batch()),
                        "os",
                        "Linux \"6.1\" ünïcode"));
    }

    public static Reading noisy(double millis) {
        Reading calm = reading(millis);
        Timing timing = Objects.requireNonNull(calm.timing());
        return new Reading(
                calm.figures(),
                new Timing(timing.samples(), timing.warmupRuns(), false),
                List.of("other processes took 14% of the CPU"),
                calm.environment(),
                null);
    }

    /** Figures of every origin, with values that a careless mapping would bend. */
    public static Map<Metric, Figure> everyOrigin() {
        Map<Metric, Figure> known = new EnumMap<>(Metric.class);
        known.put(Metric.ACCURACY, new Figure.Published(76.13, "torchvision \"IMAGENET1K_V1\" <b>"));
        known.put(Metric.PARAMETERS, new Figure.Measured(9_007_199_254_740_991d, null, "counted"));
        known.put(Metric.MACS, new Figure.Estimated(0.1 + 0.2, new Interval(-Double.MIN_VALUE, 1e300), "a model"));
        known.put(Metric.MODEL_SIZE, new Figure.Unavailable("nobody weighed it"));
        return known;
    }
}
