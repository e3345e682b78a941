package dev.tradespace.quantization;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.ChannelAffine;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Dense;
import dev.tradespace.api.op.Dropout;
import dev.tradespace.api.op.Identity;
import dev.tradespace.api.op.Op;
import dev.tradespace.api.op.StochasticDepth;
import dev.tradespace.api.op.WeightSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network as inference runs it: batch normalisations folded into the convolutions before them, layers that only training needs left out. Every convolution
 * and dense layer has a bias, which the remedies of quantisation correct.
 *
 * @param architecture with the names of the layers that are left
 * @param weights of it
 * @source Jacob et al. 2018, section 3.2
 */
record FoldedNetwork(Architecture architecture, TensorStore weights) {
    private static final String BIAS = ".bias";

    /** Folds a network. */
    static FoldedNetwork of(Architecture architecture, Weights weights) {
        return new Folding(architecture, weights).folded();
    }

    /** One folding in progress. */
    private static final class Folding {
        private final Architecture whole;
        private final Weights weights;
        private final Map<String, Integer> readers = new HashMap<>();
        private final Map<String, String> replaced = new HashMap<>();
        private final Map<String, Architecture.Draft> drafts = new LinkedHashMap<>();
        private final Map<String, float[]> tensors = new LinkedHashMap<>();

        Folding(Architecture architecture, Weights weights) {
            this.whole = architecture;
            this.weights = weights;
            for (Layer layer : architecture.inferenceLayers()) {
                layer.inputs().forEach(input -> readers.merge(input, 1, Integer::sum));
            }
        }

        FoldedNetwork folded() {
            for (Layer layer : whole.inferenceLayers()) {
                List<String> inputs = layer.inputs().stream().map(this::standIn).toList();
                if (isForTraining(layer.op())) {
                    replaced.put(layer.name(), inputs.get(0));
                } else if (layer.op() instanceof BatchNorm norm && folds(layer, inputs.get(0))) {
                    fold(layer, norm, inputs.get(0));
                    replaced.put(layer.name(), inputs.get(0));
                } else {
                    keep(layer, inputs);
                }
            }
            Architecture folded =
                    Architecture.assemble(List.copyOf(drafts.values()), standIn(whole.output()), List.of());
            return new FoldedNetwork(folded, new TensorStore(weights.id(), tensors));
        }

        private static boolean isForTraining(Op op) {
            return op instanceof Dropout || op instanceof StochasticDepth || op instanceof Identity;
        }

        private String standIn(String layer) {
            return replaced.getOrDefault(layer, layer);
        }

        /** Only the normalisation may read the convolution. */
        private boolean folds(Layer norm, String before) {
            Architecture.Draft draft = drafts.get(before);
            return draft != null
                    && draft.op() instanceof Convolution
                    && norm.inputs().get(0).equals(before)
                    && readers.getOrDefault(before, 0) == 1;
        }

        private void keep(Layer layer, List<String> inputs) {
            Op op = layer.op();
            for (WeightSpec spec : layer.weights()) {
                tensors.put(spec.name(), weights.checked(spec));
            }
            if (op instanceof Convolution convolution && !convolution.bias()) {
                op = new Convolution(convolution.channels(), convolution.window(), convolution.groups(), true);
                tensors.put(layer.name() + BIAS, new float[convolution.channels()]);
            } else if (op instanceof Dense dense && !dense.bias()) {
                op = new Dense(dense.features(), true);
                tensors.put(layer.name() + BIAS, new float[dense.features()]);
            }
            drafts.put(layer.name(), new Architecture.Draft(layer.name(), op, inputs));
        }

        private void fold(Layer layer, BatchNorm norm, String convolution) {
            String kernel = whole.layer(convolution).weights().get(0).name();
            ChannelAffine.of(layer, norm, weights).fold(get(kernel), get(convolution + BIAS));
        }

        private float[] get(String tensor) {
            float[] values = tensors.get(tensor);
            if (values == null) {
                throw new IllegalStateException("no tensor " + tensor + " among " + Arrays.asList(tensors.keySet()));
            }
            return values;
        }
    }

    /** What inference runs, in order. */
    List<Layer> layers() {
        return new ArrayList<>(architecture.inferenceLayers());
    }
}
