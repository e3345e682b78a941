package dev.tradespace.devices.catalogue;

import dev.tradespace.api.metric.Metric;
import org.jspecify.annotations.Nullable;

/**
 * One figure that somebody published: a network on a target.
 *
 * @param target where it ran
 * @param network the source's own name of it; {@code @288} after it is the side of its images where the source measured several
 * @param variant the variant here that it is, or is near to: {@code mobilenet/v2-1.0}; null where it is none
 * @param match how well it is that variant
 * @param reason why it is only near, or none; empty for an exact one
 * @param metric what was published; throughput is never turned into latency
 * @param value in the metric's unit, above 0
 * @param statistic what the value is of several runs: {@code minimum}; empty for the source's
 * @param version of the runtime; empty where it was not said
 * @param source who published it
 * @param locator where in the source: a line, the id of a job
 */
public record PublishedRow(
        PublishedTarget target,
        String network,
        @Nullable String variant,
        Match match,
        String reason,
        Metric metric,
        double value,
        String statistic,
        String version,
        Source source,
        String locator) {
    public PublishedRow {
        if ((variant == null) != (match == Match.NONE)) {
            throw new IllegalArgumentException("a row has a variant if and only if it matches one");
        }
        if (!Double.isFinite(value) || value <= 0) {
            throw new IllegalArgumentException("a row's value must be above 0, was " + value);
        }
    }

    /** What a row tells: two rows of one key tell the same thing twice, whatever their sources call the network. */
    record Key(String target, String network, Metric metric) {}

    Key key() {
        return new Key(target.id(), variant != null && match == Match.EXACT ? variant : network, metric);
    }
}
