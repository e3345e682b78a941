package dev.tradespace.training.score;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.core.analysis.Analysis;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The rounding error by which two runtimes may differ, as a part of the spread of the logits. It is measured on the
 * trained network itself, with a backward error analysis: what a layer rounds is as if its weights were off a little
 * and its sums were exact.
 *
 * <p>A sum of {@code n} products that is computed in any order with the unit roundoff {@code u} is the exact sum of
 * products each of which is off by a factor of the order of {@code sqrt(n) * u}. How large it is in the root of the
 * mean square: a rounding is off by {@code u / sqrt(3)} at most, and adding up one by one, the least accurate order,
 * rounds each partial sum. Of terms of one sign the partial sums' squares come to {@code n / 3} times the sum's square,
 * an error that all terms share: {@code u * sqrt(n) / 3}. Of terms of random signs they come to {@code n / 2} times the
 * terms' squares, as if each term were off by itself: {@code u * sqrt(n / 6)}. So the trainer answers the parity images
 * again with {@link #perturbed} weights, {@link #DRAWS} times, and what that does to the logits measures depth,
 * precision and the condition of this network with these weights together. {@link #tolerance} follows from it.
 *
 * @source after N. J. Higham and T. Mary, A New Approach to Probabilistic Rounding Error Analysis, SIAM J. Sci. Comput.
 *     41(5), 2019: the factor is {@code lambda * sqrt(n) * u} with a probability that {@code lambda} decides
 */
public final class RoundingError {
    /** Unit roundoff of IEEE 754 binary32, rounding to nearest. */
    public static final double FP32 = 0x1p-24;

    /** How many times the trainer answers with other perturbed weights. */
    public static final int DRAWS = 8;

    /** Tolerated for models of earlier versions, whose trainer did not measure it. */
    public static final double UNMEASURED = 1e-4;

    /**
     * The least that is tolerated. Runtimes compute convolutions and exponentials by other formulas, which the
     * perturbation of weights does not stand for; a difference of a hundred-thousandth of the spread is no mistake of
     * an export that could change an accuracy.
     */
    private static final double LEAST = 1e-5;

    /**
     * Student's t with {@link #DRAWS} degrees of freedom: a draw of the same law exceeds the root of the mean square of
     * the others by this factor with a probability of 0.001. The largest of many logits varies less than one of them
     * does.
     */
    private static final double STUDENT = 5.041;
    /** The trainer and the runtime round each for itself. */
    private static final double TWO_RUNTIMES = Math.sqrt(2);
    /** Roundings of a value that is not summed: a normalisation's four, an activation's polynomial. */
    private static final long LEAST_ROUNDINGS = 4;
    /** What all terms of a sum are off by, in {@code u * sqrt(n)}. */
    private static final double SHARED = 1.0 / 3;
    /** What each term is off by itself. */
    private static final double OWN = 1 / Math.sqrt(6);
    /** The half width of the uniform distribution with variance 1. */
    private static final double WIDTH = Math.sqrt(3);

    private RoundingError() {}

    /**
     * Weights that are as far off as rounding makes them seem: each by a random part of itself, and each output's by a
     * random part that they share, since the terms of a sum share the roundings of its partial sums. The same for the
     * same draw.
     *
     * @param right asked for one tensor at a time
     * @param unitRoundoff of the runtime's arithmetic: {@link #FP32}
     * @param draw from 0
     */
    public static Weights perturbed(Architecture architecture, Weights right, double unitRoundoff, int draw) {
        Map<String, Long> roundings = roundings(architecture);
        return new Weights() {
            @Override
            public String id() {
                return right.id() + "-perturbed-" + draw;
            }

            @Override
            public float[] values(WeightSpec tensor) {
                Long count = roundings.get(tensor.name());
                if (count == null) {
                    throw new IllegalArgumentException("there is no tensor " + tensor.name());
                }
                float[] values = right.values(tensor);
                perturb(values, tensor, unitRoundoff * Math.sqrt((double) count), draw);
                return values;
            }
        };
    }

    private static void perturb(float[] values, WeightSpec tensor, double size, int draw) {
        SplittableRandom random = new SplittableRandom(31L * tensor.name().hashCode() + draw);
        // The first axis of a kernel is that of its outputs.
        int terms = tensor.role() == WeightSpec.Role.KERNEL
                ? values.length / tensor.shape().size(0)
                : 1;
        double shared = 0;
        for (int i = 0; i < values.length; i++) {
            if (i % terms == 0) {
                shared = SHARED * random.nextDouble(-WIDTH, WIDTH);
            }
            double own = OWN * random.nextDouble(-WIDTH, WIDTH);
            values[i] = (float) (values[i] * (1 + size * (shared + own)));
        }
    }

    /**
     * For each tensor the roundings on the way to one value of its layer, those of layers without weights since the
     * last ones included.
     */
    private static Map<String, Long> roundings(Architecture architecture) {
        Map<String, Long> tensors = new HashMap<>();
        Map<String, Long> pending = new HashMap<>();
        for (Analysis.LayerCost cost : Analysis.of(architecture).layers()) {
            Layer layer = cost.layer();
            long before = layer.inputs().stream()
                    .mapToLong(input -> pending.getOrDefault(input, 0L))
                    .max()
                    .orElse(0);
            long roundings = before + roundings(cost);
            layer.weights().forEach(tensor -> tensors.put(tensor.name(), roundings));
            pending.put(layer.name(), layer.weights().isEmpty() ? roundings : 0L);
        }
        return tensors;
    }

    /** The roundings on the way to one value of a layer: of its products, or of what it pools. */
    private static long roundings(Analysis.LayerCost cost) {
        Layer layer = cost.layer();
        long values = Math.max(1, layer.shape().elements());
        long read = layer.inputShapes().stream().mapToLong(Shape::elements).sum();
        long summed = Math.max(cost.macs().total(), read);
        return Math.max(LEAST_ROUNDINGS, (summed + values - 1) / values);
    }

    /**
     * What is tolerated: the root of the mean square, over the draws, of the largest difference that a draw made, as a
     * part of the spread, times a factor for the number of draws and of runtimes; {@link #LEAST} at least.
     *
     * @param answers of the trainer's own network
     * @param perturbed those of its perturbed weights to the same images, one draw after the other
     * @throws IllegalArgumentException if the two do not fit
     */
    public static double tolerance(Logits answers, Logits perturbed) {
        int images = answers.images();
        if (images == 0 || perturbed.images() != DRAWS * images || perturbed.classes() != answers.classes()) {
            throw new IllegalArgumentException(
                    "the perturbed answers must be " + DRAWS + " times " + answers + ", are " + perturbed);
        }
        double squares = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            double largest = 0;
            for (int image = 0; image < images; image++) {
                for (int clazz = 0; clazz < answers.classes(); clazz++) {
                    double off = (double) answers.value(image, clazz) - perturbed.value(draw * images + image, clazz);
                    largest = Math.max(largest, Math.abs(off));
                }
            }
            squares += largest * largest;
        }
        double measured = STUDENT * TWO_RUNTIMES * Math.sqrt(squares / DRAWS) / answers.spread();
        return Math.max(LEAST, measured);
    }
}
