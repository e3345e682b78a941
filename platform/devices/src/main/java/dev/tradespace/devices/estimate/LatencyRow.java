package dev.tradespace.devices.estimate;

/**
 * A latency that is known: a network on a target.
 *
 * @param target its id
 * @param network its id: a variant's, or another name where it is none
 * @param millis above 0 and finite
 */
public record LatencyRow(String target, String network, double millis) {
    public LatencyRow {
        if (!Double.isFinite(millis) || millis <= 0) {
            throw new IllegalArgumentException("a latency must be above 0 ms, was " + millis);
        }
    }
}
