package dev.tradespace.search.guided;

import java.util.Arrays;

/** A candidate that was asked for, and what is known of it by now. */
final class Observation {
    /** What came of it. */
    enum State {
        OUTSTANDING,
        COMPLETED,
        STOPPED,
        FAILED
    }

    private final Candidate candidate;
    private final double[] values;
    private State state = State.OUTSTANDING;

    /**
     * Asked for, not told.
     *
     * @param metrics how many metrics are not known beforehand
     */
    Observation(Candidate candidate, int metrics) {
        this.candidate = candidate;
        values = new double[metrics];
        Arrays.fill(values, Double.NaN);
    }

    Candidate candidate() {
        return candidate;
    }

    State state() {
        return state;
    }

    /** The value of a metric that was not known beforehand, larger being better; NaN where it was not told. */
    double value(int metric) {
        return values[metric];
    }

    /** What came of it, with what was told of a metric; NaN where nothing was. */
    void tell(State outcome, double[] told) {
        state = outcome;
        System.arraycopy(told, 0, values, 0, values.length);
    }

    /** 1 where it did not fail, 0 where it did, NaN where that is not known yet. */
    double success() {
        return switch (state) {
            case OUTSTANDING -> Double.NaN;
            case FAILED -> 0;
            case COMPLETED, STOPPED -> 1;
        };
    }
}
