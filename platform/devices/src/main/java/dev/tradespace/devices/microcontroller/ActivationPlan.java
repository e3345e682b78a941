package dev.tradespace.devices.microcontroller;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.Activation;
import dev.tradespace.api.op.Add;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.op.Dropout;
import dev.tradespace.api.op.Flatten;
import dev.tradespace.api.op.Identity;
import dev.tradespace.api.op.Multiply;
import dev.tradespace.api.op.Op;
import dev.tradespace.api.op.Reshape;
import dev.tradespace.api.op.StochasticDepth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the activations of a network lie in memory, one byte per element, when its layers run one after the other. A convolution or dense layer runs together
 * with the normalisation and the activation that alone read it; a tensor that is only looked at otherwise, and a sum, product or activation whose input nobody
 * reads later, takes no memory of its own. The image is a tensor as any other, and no layer writes over what it reads. Tensors are placed one after the other,
 * each at the lowest place that is free as long as it lives, in two orders of which the better stands: the largest first, "greedy by size" of Pisarchyk and
 * Lee, Efficient Memory Management for Deep Neural Net Inference, 2020, section 5.1; and as they are written.
 *
 * @param tensors with their places
 */
record ActivationPlan(List<Placed> tensors) {
    ActivationPlan {
        tensors = List.copyOf(tensors);
    }

    /**
     * A tensor in memory.
     *
     * @param layer that writes it last
     * @param bytes its size
     * @param from the step that writes it first
     * @param to the last step that reads it, inclusive
     * @param offset where it lies, in bytes from the start
     */
    record Placed(String layer, long bytes, int from, int to, long offset) {}

    /** The memory that all need. */
    long peakBytes() {
        return tensors.stream()
                .mapToLong(tensor -> tensor.offset() + tensor.bytes())
                .max()
                .orElse(0);
    }

    /** Plans the inference of a network. */
    static ActivationPlan of(Architecture architecture) {
        List<Buffer> buffers = lifetimes(architecture);
        Comparator<Buffer> written = Comparator.comparingInt(buffer -> buffer.from);
        Comparator<Buffer> largest = Comparator.comparingLong(buffer -> -buffer.bytes);
        ActivationPlan bySize = new ActivationPlan(place(buffers, largest.thenComparing(written)));
        ActivationPlan inOrder = new ActivationPlan(place(buffers, written));
        return bySize.peakBytes() <= inOrder.peakBytes() ? bySize : inOrder;
    }

    /** A buffer that one tensor or several, one after the other, are in. */
    private static final class Buffer {
        String layer = "";
        long bytes;
        int from;
        int to;
    }

    private static List<Buffer> lifetimes(Architecture architecture) {
        List<Layer> layers = architecture.inferenceLayers();
        Map<String, Integer> lastRead = new HashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            for (String input : layers.get(i).inputs()) {
                lastRead.put(input, i);
            }
        }
        lastRead.put(architecture.output(), layers.size());
        Map<String, Buffer> buffers = new LinkedHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            Buffer buffer = reused(layer, i, buffers, lastRead);
            if (buffer == null) {
                buffer = new Buffer();
                buffer.from = i;
            }
            buffer.layer = layer.name();
            buffer.bytes = Math.max(buffer.bytes, layer.shape().elements());
            buffer.to = Math.max(buffer.to, lastRead.getOrDefault(layer.name(), i));
            buffers.put(layer.name(), buffer);
        }
        return buffers.values().stream().distinct().toList();
    }

    /** The buffer of an input that a layer writes into; null where it needs one of its own. */
    private static @Nullable Buffer reused(
            Layer layer, int step, Map<String, Buffer> buffers, Map<String, Integer> lastRead) {
        if (!inPlace(layer.op())) {
            return null;
        }
        boolean view = isView(layer.op());
        for (String input : layer.inputs()) {
            Buffer buffer = buffers.get(input);
            boolean sameSize = buffer != null && buffer.bytes >= layer.shape().elements();
            if (buffer != null
                    && sameSize
                    && (view || (lastRead.getOrDefault(input, step) == step && buffer.to <= step))) {
                return buffer;
            }
        }
        return null;
    }

    private static boolean isView(Op op) {
        return op instanceof Identity
                || op instanceof Dropout
                || op instanceof StochasticDepth
                || op instanceof Flatten
                || op instanceof Reshape;
    }

    private static boolean inPlace(Op op) {
        return isView(op)
                || op instanceof Activation
                || op instanceof BatchNorm
                || op instanceof Add
                || op instanceof Multiply;
    }

    private static List<Placed> place(List<Buffer> buffers, Comparator<Buffer> order) {
        List<Buffer> ordered = new ArrayList<>(buffers);
        ordered.sort(order);
        List<Placed> placed = new ArrayList<>();
        for (Buffer buffer : ordered) {
            List<Placed> rivals = placed.stream()
                    .filter(other -> other.from() <= buffer.to && buffer.from <= other.to())
                    .sorted(Comparator.comparingLong(Placed::offset))
                    .toList();
            long offset = 0;
            for (Placed rival : rivals) {
                if (offset + buffer.bytes <= rival.offset()) {
                    break;
                }
                offset = Math.max(offset, rival.offset() + rival.bytes());
            }
            placed.add(new Placed(buffer.layer, buffer.bytes, buffer.from, buffer.to, offset));
        }
        return placed;
    }
}
