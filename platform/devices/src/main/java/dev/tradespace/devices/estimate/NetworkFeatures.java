package dev.tradespace.devices.estimate;

import dev.tradespace.api.op.Activation;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Dense;
import dev.tradespace.api.op.Dropout;
import dev.tradespace.api.op.Flatten;
import dev.tradespace.api.op.Identity;
import dev.tradespace.api.op.Input;
import dev.tradespace.api.op.MatrixProduct;
import dev.tradespace.api.op.MultiHeadAttention;
import dev.tradespace.api.op.Op;
import dev.tradespace.api.op.Reshape;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.StochasticDepth;
import dev.tradespace.core.analysis.Analysis;
import dev.tradespace.core.analysis.Analysis.LayerCost;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How much of each kind of work a network does for one image, counted on its graph.
 *
 * @param amounts of each kind: multiply-accumulates, elements or layers, none below 0, not all 0; a kind that is absent is 0
 */
public record NetworkFeatures(Map<CostKind, Double> amounts) {
    private static final int IMAGE_CHANNELS = 4;
    /** Fewer rows than this leave a product of matrices bound by its weights. */
    private static final int FEW_TOKENS = 4;

    private static final int VECTOR = 8;
    private static final long CACHED_ELEMENTS = 200_000;
    /** Query, key, value and output, each a product. */
    private static final int PROJECTIONS = 4;

    public NetworkFeatures {
        Map<CostKind, Double> all = new EnumMap<>(CostKind.class);
        for (CostKind kind : CostKind.values()) {
            double amount = amounts.getOrDefault(kind, 0.0);
            if (!Double.isFinite(amount) || amount < 0) {
                throw new IllegalArgumentException("an amount must be finite and at least 0, was " + amount);
            }
            all.put(kind, amount);
        }
        if (all.values().stream().allMatch(amount -> amount == 0)) {
            throw new IllegalArgumentException("a network must do some work");
        }
        amounts = Collections.unmodifiableMap(all);
    }

    /** The amount of a kind. */
    public double amount(CostKind kind) {
        return amounts.getOrDefault(kind, 0.0);
    }

    /** The amounts in the order of the kinds. */
    double[] vector() {
        return amounts.values().stream().mapToDouble(amount -> amount).toArray();
    }

    /** What is counted on a network. */
    public static NetworkFeatures of(Analysis analysis) {
        Map<CostKind, Double> sums = new EnumMap<>(CostKind.class);
        analysis.layers().forEach(layer -> add(layer, sums));
        return new NetworkFeatures(sums);
    }

    private static void add(LayerCost cost, Map<CostKind, Double> sums) {
        Op op = cost.layer().op();
        long macs = cost.macs().total();
        long written = cost.layer().shape().elements();
        long read =
                cost.layer().inputShapes().stream().mapToLong(Shape::elements).sum();
        if (op instanceof Convolution convolution) {
            int channels = cost.layer().inputShapes().get(0).channels();
            CostKind kind = kind(convolution, channels, written);
            add(sums, kind, macs);
            double rounded = roundedUp(channels) * roundedUp(convolution.channels());
            if (isBlocked(kind) && rounded > 1) {
                sums.merge(CostKind.UNALIGNED, rounded * macs, Double::sum);
            }
            addOperation(sums, 1, read + written, cost.params());
        } else if (op instanceof Dense dense) {
            boolean few = written <= (long) FEW_TOKENS * dense.features();
            add(sums, few ? CostKind.DENSE : CostKind.TOKENS, macs);
            addOperation(sums, 1, read + written, cost.params());
        } else if (op instanceof MultiHeadAttention || op instanceof MatrixProduct) {
            add(sums, CostKind.ATTENTION, cost.macs().attention());
            add(sums, CostKind.TOKENS, macs - cost.macs().attention());
            addOperation(sums, PROJECTIONS, 2 * PROJECTIONS * written, cost.params());
            if (op instanceof MultiHeadAttention attention) {
                long tokens = written / cost.layer().shape().last();
                add(sums, CostKind.SOFTMAX, attention.heads() * tokens * tokens);
            }
        } else if (!isFused(op)) {
            add(sums, CostKind.ELEMENTWISE, read + written);
            add(sums, CostKind.LARGE_TENSORS, Math.max(0, read + written - CACHED_ELEMENTS));
        }
    }

    /** How many times more channels whole vectors hold, at least 1. */
    private static double roundedUp(int channels) {
        return (double) ((channels + VECTOR - 1) / VECTOR * VECTOR) / channels;
    }

    /** Whether runtimes lay out the channels of a convolution in blocks of a vector's length. */
    private static boolean isBlocked(CostKind kind) {
        return kind == CostKind.POINTWISE || kind == CostKind.CONVOLUTION_3X3 || kind == CostKind.CONVOLUTION;
    }

    private static void add(Map<CostKind, Double> sums, CostKind kind, long amount) {
        sums.merge(kind, (double) amount, Double::sum);
    }

    private static void addOperation(Map<CostKind, Double> sums, int operations, long traffic, long weights) {
        add(sums, CostKind.LAYERS, operations);
        add(sums, CostKind.ACTIVATIONS, traffic);
        add(sums, CostKind.WEIGHTS, weights);
    }

    private static CostKind kind(Convolution convolution, int channels, long written) {
        if (written <= convolution.channels()) {
            return CostKind.DENSE;
        }
        if (convolution.groups() > 1) {
            return convolution.groups() == channels ? CostKind.DEPTHWISE : CostKind.GROUPED;
        }
        if (channels <= IMAGE_CHANNELS) {
            return CostKind.STEM;
        }
        int area = convolution.window().area();
        if (area == 1) {
            return CostKind.POINTWISE;
        }
        boolean winograd = area == 9
                && convolution.window().strideHeight() == 1
                && convolution.window().strideWidth() == 1;
        return winograd ? CostKind.CONVOLUTION_3X3 : CostKind.CONVOLUTION;
    }

    /** What a runtime folds into the operation before it, or does not run at all. */
    private static boolean isFused(Op op) {
        if (op instanceof Activation activation) {
            return activation.function() == Activation.Function.RELU
                    || activation.function() == Activation.Function.RELU6;
        }
        return op instanceof BatchNorm
                || op instanceof Identity
                || op instanceof Dropout
                || op instanceof StochasticDepth
                || op instanceof Flatten
                || op instanceof Input
                || op instanceof Reshape;
    }
}
