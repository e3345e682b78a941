package dev.tradespace.training.dl4j.train;

/** A training has diverged: its loss or its weights are not finite any more. */
final class Diverged extends RuntimeException {
    private static final long serialVersionUID = 1;

    Diverged(String what, double value, int epoch, long step, double learningRate) {
        super(what + " became " + (Double.isNaN(value) ? "NaN" : "infinite") + " in epoch " + epoch + ", step " + step
                + ", at a learning rate of " + rounded(learningRate) + ": try a lower one");
    }

    private static String rounded(double rate) {
        return String.format(java.util.Locale.ROOT, "%.3g", rate);
    }
}
