package dev.tradespace.api.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is known of a configuration before anything is spent on it. */
public sealed interface Known {
    /**
     * It can be tried.
     *
     * @param metrics the metrics that cost nothing, by name, in the problem's order; finite
     * @param canonicalKey equal for configurations that are one network: what is known of one is known of all
     */
    record Possible(Map<String, Double> metrics, String canonicalKey) implements Known {
        public Possible {
            metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
            metrics.forEach((name, value) -> {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException(name + " must be finite, was " + value);
                }
            });
        }

        /**
         * The value of a known metric.
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
     * There is no such network.
     *
     * @param reason why, a sentence
     */
    record Impossible(String reason) implements Known {}
}
