package dev.tradespace.devices.estimate;

/**
 * A figure that is known of a network on a target.
 *
 * @param target its id
 * @param network its id: a variant's, or another name where it is none
 * @param amount in the unit of its metric, above 0 and finite
 */
public record MetricRow(String target, String network, double amount) {
    public MetricRow {
        if (!Double.isFinite(amount) || amount <= 0) {
            throw new IllegalArgumentException("a figure must be above 0 and finite, was " + amount);
        }
    }
}
