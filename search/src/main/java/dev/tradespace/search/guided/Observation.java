package dev.tradespace.search.guided;

import java.util.Arrays;

/** A proposed candidate and what was told of it. */
final class Observation {
    /** The state of a trial. */
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
     * An observation that is outstanding.
     *
     * @param metrics how many metrics are to predict
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

    /** The value of a metric to predict, larger being better; NaN where it was not told. */
    double value(int metric) {
        return values[metric];
    }

    /** Takes in an outcome with the values of the metrics to predict; NaN where there is none. */
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
