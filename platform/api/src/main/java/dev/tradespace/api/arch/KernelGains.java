package dev.tradespace.api.arch;

import dev.tradespace.api.op.Activation;
import dev.tradespace.api.op.Add;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Dropout;
import dev.tradespace.api.op.Identity;
import dev.tradespace.api.op.StochasticDepth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The gains of convolution kernels under {@link RandomWeights} so that a deep network forgives what
 * {@link ActivationMoments} foretells wrongly. Batch norms do not: at inference their statistics are fixed.
 */
final class KernelGains {
    /**
     * SiLU and HardSwish are a straight line of slope one half near zero and a ReLU far from it; in between a signal
     * that is a little too small comes out smaller still, block after block. Driven this wide they are ReLUs, which
     * keep a ratio.
     */
    private static final double WIDE = 10;

    private KernelGains() {}

    /** The standard deviation wanted of the outputs of convolutions, by the layer's name; one where there is none. */
    static Map<String, Double> of(Architecture architecture) {
        Map<String, Double> gains = new HashMap<>();
        long sums = architecture.layers().stream()
                .filter(layer -> layer.op() instanceof Add)
                .count();
        for (Layer layer : architecture.layers()) {
            if (layer.op() instanceof Activation activation && isBent(activation.function())) {
                widen(gains, convolutionBehind(architecture, layer.inputs()), WIDE);
            }
            if (layer.op() instanceof Add) {
                List<String> branches = convolutionBehind(architecture, layer.inputs());
                // Where every summand is a convolution's there is no shortcut to protect.
                if (branches.size() < layer.inputs().size()) {
                    // As GPT-2 (Radford et al. 2019, section 2.3): all branches together are as wide as what they are
                    // added to.
                    widen(gains, branches, 1 / Math.sqrt((double) sums));
                }
            }
        }
        return gains;
    }

    private static boolean isBent(Activation.Function function) {
        return function == Activation.Function.SILU || function == Activation.Function.HARD_SWISH;
    }

    private static void widen(Map<String, Double> gains, List<String> layers, double factor) {
        layers.forEach(layer -> gains.merge(layer, factor, (one, other) -> one * other));
    }

    /** Those of the inputs that come from a convolution, the batch norm between looked through. */
    private static List<String> convolutionBehind(Architecture architecture, List<String> inputs) {
        List<String> convolutions = new ArrayList<>();
        for (String input : inputs) {
            Layer layer = architecture.layer(input);
            while (layer.op() instanceof BatchNorm
                    || layer.op() instanceof StochasticDepth
                    || layer.op() instanceof Dropout
                    || layer.op() instanceof Identity) {
                layer = architecture.layer(layer.inputs().get(0));
            }
            if (layer.op() instanceof Convolution) {
                convolutions.add(layer.name());
            }
        }
        return convolutions;
    }
}
