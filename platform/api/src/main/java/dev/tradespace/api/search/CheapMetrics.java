package dev.tradespace.api.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The metrics of a configuration that are known without an evaluation, or why it is invalid. */
public sealed interface CheapMetrics {
    /**
     * A configuration that is a network.
     *
     * @param metrics by name, in the problem's order; finite
     * @param canonicalKey equal for configurations that are one network: what is known of one is known of all
     */
    record Valid(Map<String, Double> metrics, String canonicalKey) implements CheapMetrics {
        public Valid {
            metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
            metrics.forEach((name, value) -> {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException(name + " must be finite, was " + value);
                }
            });
        }

        /**
         * The value of a cheap metric.
         *
         * @throws IllegalArgumentException if it is not known
         */
        public double metric(String name) {
            Double value = metrics.get(name);
            if (value == null) {
                throw new IllegalArgumentException("metric " + name + " is not known; there are " + metrics.keySet());
            }
            return value;
        }
    }

    /**
     * A configuration that is no network.
     *
     * @param reason why, a sentence
     */
    record Invalid(String reason) implements CheapMetrics {}
}
