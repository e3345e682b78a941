package dev.tradespace.quantization;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.Activation;
import dev.tradespace.api.op.Add;
import dev.tradespace.api.op.ChannelPad;
import dev.tradespace.api.op.Concat;
import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Dense;
import dev.tradespace.api.op.Flatten;
import dev.tradespace.api.op.GlobalPool;
import dev.tradespace.api.op.Input;
import dev.tradespace.api.op.MultiHeadAttention;
import dev.tradespace.api.op.Multiply;
import dev.tradespace.api.op.Op;
import dev.tradespace.api.op.PatchTokens;
import dev.tradespace.api.op.Pool;
import dev.tradespace.api.op.Reshape;
import dev.tradespace.api.op.StridedSlice;
import dev.tradespace.api.op.Transpose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which layers of a folded network are computed in integers, and which tensors have a scale of their own for it. Convolutions, dense layers, joins, pools and the
 * activations of one or two integer operations are; layer normalisation, softmax, attention's products and GELU are not, which no runtime
 * fuses and which lose most.
 *
 * @param kernels the layers whose kernels are integers, in order
 * @param scaled the layers whose output has a scale of its own, in order
 * @param same for each layer that only moves values about: the layer whose scale it has
 * @param reasons why layers with a kernel stay in fp32, by name
 */
record Placement(Set<String> kernels, Set<String> scaled, Map<String, String> same, Map<String, String> reasons) {
    /**
     * Places the integers of a network.
     *
     * @param kept layers with a kernel that stay in fp32, and why
     */
    static Placement of(Architecture folded, Map<String, String> kept) {
        return new Placing(folded, kept).placed();
    }

    private static final class Placing {
        private final List<Layer> layers;
        private final String output;
        private final Map<String, String> kept;
        private final Map<String, List<Layer>> readers = new LinkedHashMap<>();
        /** Whose values are integers where they come from. */
        private final Set<String> integers = new LinkedHashSet<>();

        private final Set<String> kernels = new LinkedHashSet<>();
        private final Set<String> scaled = new LinkedHashSet<>();
        private final Map<String, String> same = new LinkedHashMap<>();
        private final Map<String, String> reasons = new LinkedHashMap<>();

        Placing(Architecture folded, Map<String, String> kept) {
            this.layers = folded.inferenceLayers();
            this.output = folded.output();
            this.kept = kept;
            for (Layer layer : layers) {
                layer.inputs().forEach(input -> readers.computeIfAbsent(input, first -> new ArrayList<>())
                        .add(layer));
            }
        }

        Placement placed() {
            for (Layer layer : layers) {
                place(layer);
            }
            // Whatever feeds an integer kernel is stored, also where it was computed in floats.
            for (Layer layer : layers) {
                if (kernels.contains(layer.name())) {
                    String input = layer.inputs().get(0);
                    if (!same.containsKey(input)) {
                        scaled.add(input);
                    }
                }
            }
            Set<String> ordered = layers.stream()
                    .map(Layer::name)
                    .filter(scaled::contains)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            return new Placement(kernels, ordered, same, reasons);
        }

        private void place(Layer layer) {
            Op op = layer.op();
            if (op instanceof Input) {
                integer(layer);
            } else if (op instanceof Convolution || op instanceof Dense) {
                kernel(layer);
            } else if (op instanceof MultiHeadAttention) {
                reasons.put(layer.name(), "since attention is not computed in integers");
            } else if (moves(op) && integers.contains(layer.inputs().get(0))) {
                integers.add(layer.name());
                same.put(layer.name(), origin(layer.inputs().get(0)));
            } else if (computes(op) && layer.inputs().stream().allMatch(this::storable)) {
                integer(layer);
            }
        }

        private void kernel(Layer layer) {
            String reason = kept.get(layer.name());
            if (reason != null) {
                reasons.put(layer.name(), reason);
                return;
            }
            kernels.add(layer.name());
            // Of tokens the products go on in floats: a normalisation, a sum with the stream of tokens or a GELU reads
            // them.
            if (layer.shape().rank() != 2) {
                integer(layer);
            }
        }

        /** A rectification is part of the layer before it, whose own output then is never stored. */
        private void integer(Layer layer) {
            integers.add(layer.name());
            if (!rectifiedAtOnce(layer)) {
                scaled.add(layer.name());
            }
        }

        private boolean rectifiedAtOnce(Layer layer) {
            List<Layer> all = readers.getOrDefault(layer.name(), List.of());
            return !layer.name().equals(output)
                    && !(layer.op() instanceof Input)
                    && all.size() == 1
                    && all.get(0).op() instanceof Activation activation
                    && rectifies(activation);
        }

        private static boolean rectifies(Activation activation) {
            return activation.function() == Activation.Function.RELU
                    || activation.function() == Activation.Function.RELU6;
        }

        private String origin(String layer) {
            return same.getOrDefault(layer, layer);
        }

        private boolean storable(String layer) {
            return integers.contains(layer);
        }

        private static boolean moves(Op op) {
            return op instanceof Flatten
                    || op instanceof Reshape
                    || op instanceof Transpose
                    || op instanceof StridedSlice
                    || op instanceof PatchTokens
                    || op instanceof ChannelPad
                    || (op instanceof Pool pool && pool.reduction() == Pool.Kind.MAX)
                    || (op instanceof GlobalPool global && global.reduction() == Pool.Kind.MAX);
        }

        private static boolean computes(Op op) {
            return op instanceof Add
                    || op instanceof Multiply
                    || op instanceof Concat
                    || op instanceof Pool
                    || op instanceof GlobalPool
                    || (op instanceof Activation activation && activation.function() != Activation.Function.GELU);
        }
    }
}
