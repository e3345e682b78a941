package dev.tradespace.search.guided;

import dev.tradespace.api.space.Configuration;

/** An architecture that can be proposed, under one of its configurations. */
final class Candidate {
    private final Configuration configuration;
    private final String key;
    private final double[] costs;
    private final double[] features;
    private boolean asked;

    /**
     * A candidate.
     *
     * @param key of the architecture
     * @param costs its cheap metrics, in the order of their names
     * @param features by {@link Encoding}; none of the arrays is changed any more
     */
    Candidate(Configuration configuration, String key, double[] costs, double[] features) {
        this.configuration = configuration;
        this.key = key;
        this.costs = costs;
        this.features = features;
    }

    Configuration configuration() {
        return configuration;
    }

    String key() {
        return key;
    }

    double cost(int metric) {
        return costs[metric];
    }

    double[] features() {
        return features;
    }

    boolean isAsked() {
        return asked;
    }

    void markAsked() {
        asked = true;
    }
}
