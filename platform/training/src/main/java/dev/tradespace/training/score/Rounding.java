package dev.tradespace.training.score;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.Shape;
import dev.tradespace.core.analysis.Analysis;

/**
 * How far two runtimes may be apart by rounding alone, as a part of the spread of the logits: it follows from the depth of the network and from the precision.
 *
 * <p>A sum of {@code n} products that is computed with the unit roundoff {@code u} is off by at most {@code lambda * sqrt(n) * u} of what it adds up, but for a
 * probability of {@code 2 n exp(-lambda^2 / 2)}. Two runtimes add up in other orders, so that their errors are independent, and the errors of successive layers,
 * which are as good as random, add up as their squares do: {@code 2 * lambda * u * sqrt(n1 + n2 + ...)}. A network that normalises keeps the size of what goes
 * through it, but it takes means away: what is left is smaller than what was rounded. {@link #CONDITION} stands for that.
 *
 * @source N. J. Higham and T. Mary, A New Approach to Probabilistic Rounding Error Analysis, SIAM J. Sci. Comput. 41(5), 2019, theorem 2.4
 */
public final class Rounding {
    /** Unit roundoff of IEEE 754 binary32, rounding to nearest. */
    public static final double FP32 = 0x1p-24;

    /** Of 1e12 sums, less than one in a hundred is off by more. */
    private static final double LAMBDA = 8;
    /**
     * How much larger what is rounded may be than what it comes to. Chosen, not derived: large enough for sound networks that were seen 1.5e-4 of the spread apart;
     * it has not been measured on deep networks.
     */
    private static final double CONDITION = 8;
    /** Roundings of a value that is not summed: a normalisation's four, an activation's polynomial. */
    private static final long LEAST_ROUNDINGS = 4;
    /** However deep a network is: what is lost or swapped is off by 1e-2 and more, and another epsilon by 1e-3 for some layers and more for many. */
    private static final double MOST = 2e-3;

    private static final double LEAST = 1e-4;

    private Rounding() {}

    /**
     * What is tolerated for a network.
     *
     * @param unitRoundoff of the runtime's arithmetic: {@link #FP32}
     */
    public static double tolerance(Architecture architecture, double unitRoundoff) {
        long roundings = Analysis.of(architecture).layers().stream()
                .mapToLong(Rounding::roundings)
                .sum();
        double bound = CONDITION * 2 * LAMBDA * unitRoundoff * Math.sqrt((double) roundings);
        return Math.min(MOST, Math.max(LEAST, bound));
    }

    /** The roundings on the way to one value of a layer: of its products, or of what it pools. */
    private static long roundings(Analysis.LayerCost cost) {
        Layer layer = cost.layer();
        long values = Math.max(1, layer.shape().elements());
        long read = layer.inputShapes().stream().mapToLong(Shape::elements).sum();
        long summed = Math.max(cost.macs().total(), read);
        return Math.max(LEAST_ROUNDINGS, (summed + values - 1) / values);
    }
}
