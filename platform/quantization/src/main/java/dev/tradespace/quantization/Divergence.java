package dev.tradespace.quantization;

import dev.tradespace.training.score.Logits;

/** How far two networks' answers to the same images are apart. */
final class Divergence {
    private static final double LEAST = 1e-12;

    private Divergence() {}

    /** The mean Kullback-Leibler divergence of the second's probabilities from the first's, in nats. */
    static double of(Logits right, Logits other) {
        double sum = 0;
        for (int image = 0; image < right.images(); image++) {
            double[] p = right.probabilities(image);
            double[] q = other.probabilities(image);
            for (int clazz = 0; clazz < p.length; clazz++) {
                if (p[clazz] > LEAST) {
                    sum += p[clazz] * Math.log(p[clazz] / Math.max(LEAST, q[clazz]));
                }
            }
        }
        return sum / Math.max(1, right.images());
    }

    /** How many images the two answer otherwise. */
    static int changed(Logits right, Logits other) {
        int changed = 0;
        for (int image = 0; image < right.images(); image++) {
            changed += right.answer(image) == other.answer(image) ? 0 : 1;
        }
        return changed;
    }
}
