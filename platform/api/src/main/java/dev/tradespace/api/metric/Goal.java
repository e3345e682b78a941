package dev.tradespace.api.metric;

/** Which direction is better. */
public enum Goal {
    /** Less is better. */
    MINIMIZE,
    /** More is better. */
    MAXIMIZE;

    /** The value as something to minimise: its sign turned where more is better. */
    public double asCost(double value) {
        return this == MINIMIZE ? value : -value;
    }
}
