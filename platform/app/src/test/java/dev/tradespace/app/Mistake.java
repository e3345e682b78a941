package dev.tradespace.app;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.op.LayerNorm;
import dev.tradespace.api.op.Op;
import dev.tradespace.api.op.WeightSpec;
import java.util.List;

/** What an exporter may do wrong without failing: the negative controls of the parity gate. */
enum Mistake {
    /** Kernels of more than one pixel with height and width exchanged. */
    TRANSPOSED_KERNELS,
    /** Mean and variance exchanged, the variance made positive. */
    SWAPPED_STATISTICS,
    /** 1e-3 in place of 1e-5 or less, or 1e-5 in place of 1e-3, in all normalisations. */
    EVERY_EPSILON,
    /** The same in the middle one of the normalisations. */
    ONE_EPSILON;

    private static final double SMALL = 1e-5;
    private static final double LARGE = 1e-3;

    /** Whether a network has what this takes. */
    boolean concerns(Architecture network) {
        return switch (this) {
            case TRANSPOSED_KERNELS -> network.weights().values().stream().anyMatch(Mistake::isWindow);
            case SWAPPED_STATISTICS ->
                network.weights().values().stream().anyMatch(tensor -> tensor.role() == WeightSpec.Role.RUNNING_MEAN);
            default -> !norms(network).isEmpty();
        };
    }

    /** The names of the normalisations. */
    static List<String> norms(Architecture network) {
        return network.layers().stream()
                .filter(layer -> layer.op() instanceof BatchNorm || layer.op() instanceof LayerNorm)
                .map(Layer::name)
                .toList();
    }

    private static boolean isWindow(WeightSpec tensor) {
        return tensor.role() == WeightSpec.Role.KERNEL
                && tensor.shape().rank() == 4
                && tensor.shape().last() > 1
                && tensor.shape().last() == tensor.shape().size(2);
    }

    /** The network with the mistake. */
    Architecture in(Architecture network) {
        if (this != EVERY_EPSILON && this != ONE_EPSILON) {
            return network;
        }
        List<String> norms = norms(network);
        List<String> wrong = this == EVERY_EPSILON ? norms : List.of(norms.get(norms.size() / 2));
        List<Architecture.Draft> drafts = network.layers().stream()
                .map(layer -> new Architecture.Draft(
                        layer.name(), wrong.contains(layer.name()) ? other(layer.op()) : layer.op(), layer.inputs()))
                .toList();
        return Architecture.assemble(drafts, network.output(), network.auxiliaryOutputs());
    }

    private static Op other(Op norm) {
        return norm instanceof BatchNorm batch
                ? new BatchNorm(other(batch.epsilon()))
                : new LayerNorm(other(((LayerNorm) norm).epsilon()));
    }

    private static double other(double epsilon) {
        return epsilon < LARGE ? LARGE : SMALL;
    }

    /** The weights with the mistake. */
    Weights in(Weights right) {
        Mistake mistake = this;
        return new Weights() {
            @Override
            public String id() {
                return right.id() + "-" + mistake;
            }

            @Override
            public float[] values(WeightSpec tensor) {
                if (mistake == SWAPPED_STATISTICS) {
                    return swapped(right, tensor);
                }
                float[] values = right.values(tensor);
                return mistake == TRANSPOSED_KERNELS && isWindow(tensor)
                        ? transposed(values, tensor.shape().last())
                        : values;
            }
        };
    }

    private static float[] swapped(Weights right, WeightSpec tensor) {
        String mean = "running_mean";
        String variance = "running_var";
        if (tensor.role() == WeightSpec.Role.RUNNING_MEAN) {
            return right.values(renamed(tensor, mean, variance, WeightSpec.Role.RUNNING_VARIANCE));
        }
        if (tensor.role() != WeightSpec.Role.RUNNING_VARIANCE) {
            return right.values(tensor);
        }
        float[] means = right.values(renamed(tensor, variance, mean, WeightSpec.Role.RUNNING_MEAN));
        for (int i = 0; i < means.length; i++) {
            means[i] = Math.abs(means[i]);
        }
        return means;
    }

    private static WeightSpec renamed(WeightSpec tensor, String from, String to, WeightSpec.Role role) {
        return new WeightSpec(tensor.name().replace(from, to), role, tensor.shape(), tensor.fanIn());
    }

    private static float[] transposed(float[] values, int size) {
        float[] turned = new float[values.length];
        int square = size * size;
        for (int i = 0; i < values.length; i++) {
            int at = i % square;
            turned[i / square * square + at % size * size + at / size] = values[i];
        }
        return turned;
    }
}
