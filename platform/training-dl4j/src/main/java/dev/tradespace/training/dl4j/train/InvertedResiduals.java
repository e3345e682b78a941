package dev.tradespace.training.dl4j.train;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.Add;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.StochasticDepth;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds branches with a depthwise convolution that are added to what they were computed from: the blocks of MobileNet
 * v2, v3 and EfficientNet.
 */
final class InvertedResiduals {
    private InvertedResiduals() {}

    /** The batch norms that such branches end with, by their layers' names. */
    static Set<String> lastNorms(Architecture architecture) {
        Set<String> norms = new HashSet<>();
        for (Layer layer : architecture.layers()) {
            if (layer.op() instanceof Add && layer.inputs().size() == 2) {
                List<String> terms = layer.inputs();
                addNorm(architecture, terms.get(0), terms.get(1), norms);
                addNorm(architecture, terms.get(1), terms.get(0), norms);
            }
        }
        return norms;
    }

    private static void addNorm(Architecture architecture, String branch, String shortcut, Set<String> norms) {
        Layer last = architecture.layer(branch);
        if (last.op() instanceof StochasticDepth) {
            last = architecture.layer(last.inputs().get(0));
        }
        if (last.op() instanceof BatchNorm && comesDepthwiseFrom(architecture, shortcut, last)) {
            norms.add(last.name());
        }
    }

    /** Goes back along first inputs: a gate is the second one of its product. */
    private static boolean comesDepthwiseFrom(Architecture architecture, String start, Layer end) {
        boolean depthwise = false;
        Layer layer = end;
        while (!layer.name().equals(start)) {
            if (layer.inputs().isEmpty()) {
                return false;
            }
            depthwise |= layer.op() instanceof Convolution convolution
                    && convolution.groups() > 1
                    && convolution.groups() == layer.inputShapes().get(0).channels();
            layer = architecture.layer(layer.inputs().get(0));
        }
        return depthwise;
    }
}
