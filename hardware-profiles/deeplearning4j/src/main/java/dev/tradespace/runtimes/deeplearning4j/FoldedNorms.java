package dev.tradespace.runtimes.deeplearning4j;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.op.Convolution;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which batch norms become part of the convolution before them. SameDiff runs a graph as it stands and fuses nothing, and each
 * operation costs it some 30 microseconds beside its work.
 */
final class FoldedNorms {
    private final Map<String, Layer> byConvolution = new HashMap<>();
    private final Set<String> folded = new HashSet<>();

    /** The batch norms of a network that read a convolution nobody else reads. */
    FoldedNorms(Architecture architecture) {
        List<Layer> layers = architecture.inferenceLayers();
        Map<String, Integer> readers = new HashMap<>();
        readers.put(architecture.output(), 1);
        layers.forEach(layer -> layer.inputs().forEach(input -> readers.merge(input, 1, Integer::sum)));
        for (Layer layer : layers) {
            if (layer.op() instanceof BatchNorm) {
                Layer read = architecture.layer(layer.inputs().get(0));
                if (read.op() instanceof Convolution && Objects.equals(readers.get(read.name()), 1)) {
                    byConvolution.put(read.name(), layer);
                    folded.add(layer.name());
                }
            }
        }
    }

    /** Whether this batch norm has become part of the convolution before it. */
    boolean isFolded(Layer norm) {
        return folded.contains(norm.name());
    }

    /** The batch norm that becomes part of a convolution, if there is one. */
    @Nullable
    Layer after(Layer convolution) {
        return byConvolution.get(convolution.name());
    }
}
