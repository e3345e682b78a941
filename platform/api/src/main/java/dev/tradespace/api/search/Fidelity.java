package dev.tradespace.api.search;

/**
 * How much of a full evaluation is made.
 *
 * @param epochs the share of the epochs, above 0 and at most 1
 * @param data the share of the training images, above 0 and at most 1
 */
public record Fidelity(double epochs, double data) implements Comparable<Fidelity> {
    /** A whole evaluation. */
    public static final Fidelity FULL = new Fidelity(1, 1);

    public Fidelity {
        if (!(epochs > 0 && epochs <= 1)) {
            throw new IllegalArgumentException("epochs must be above 0 and at most 1, was " + epochs);
        }
        if (!(data > 0 && data <= 1)) {
            throw new IllegalArgumentException("data must be above 0 and at most 1, was " + data);
        }
    }

    /** Its cost as a share of a whole evaluation. */
    public double cost() {
        return epochs * data;
    }

    /** Whether it is a whole evaluation. */
    public boolean isFull() {
        return cost() == 1;
    }

    /** The cheaper comes first. */
    @Override
    public int compareTo(Fidelity other) {
        int byCost = Double.compare(cost(), other.cost());
        return byCost != 0 ? byCost : Double.compare(epochs, other.epochs);
    }
}
