package dev.tradespace.core.analysis;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.api.op.WeightSpec.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What can be counted on an architecture without running it.
 *
 * @param params trainable parameters, auxiliary heads included, dead branches not
 * @param statistics values of the inference graph's batch-norm running statistics, which are no parameters
 * @param macs multiply-accumulates of one inference at batch 1
 * @param peakActivationElements the most elements that live at one time over the execution order: what a layer reads and writes and all that a
 *     later layer still reads; the image included, nothing fused or in place
 * @param fp32Bytes size of the inference graph's weights and statistics at four bytes each
 * @param int8Bytes size with one byte per weight and four per bias and folded scale; statistics are folded away
 * @param layers the layers that inference runs, in execution order
 */
public record Analysis(
        long params,
        long statistics,
        Macs macs,
        long peakActivationElements,
        long fp32Bytes,
        long int8Bytes,
        List<LayerCost> layers) {

    public Analysis {
        layers = List.copyOf(layers);
    }

    /**
     * One layer's share.
     *
     * @param layer the layer
     * @param params its trainable parameters
     * @param macs its multiply-accumulates
     */
    public record LayerCost(Layer layer, long params, Macs macs) {}

    /** Counts an architecture. */
    public static Analysis of(Architecture architecture) {
        List<Layer> inference = architecture.inferenceLayers();
        List<LayerCost> costs = new ArrayList<>(inference.size());
        long params = 0;
        long statistics = 0;
        long int8Bytes = 0;
        Macs macs = Macs.NONE;
        for (Layer layer : inference) {
            long own = 0;
            for (WeightSpec weight : layer.op().weights(layer.inputShapes())) {
                long elements = weight.elements();
                if (weight.role().trainable()) {
                    own += elements;
                    int8Bytes += isWeight(weight.role()) ? elements : Float.BYTES * elements;
                } else {
                    statistics += elements;
                }
            }
            Macs layerMacs = MacCounter.of(layer);
            costs.add(new LayerCost(layer, own, layerMacs));
            params += own;
            macs = macs.plus(layerMacs);
        }
        return new Analysis(
                inference.size() == architecture.layers().size() ? params : trainable(architecture),
                statistics,
                macs,
                peak(inference),
                Float.BYTES * (params + statistics),
                int8Bytes,
                costs);
    }

    private static boolean isWeight(Role role) {
        return role == Role.KERNEL || role == Role.EMBEDDING;
    }

    private static long trainable(Architecture architecture) {
        return architecture.trainingLayers().stream()
                .flatMap(layer -> layer.weights().stream())
                .filter(weight -> weight.role().trainable())
                .mapToLong(WeightSpec::elements)
                .sum();
    }

    private static long peak(List<Layer> layers) {
        Map<String, Integer> lastRead = new HashMap<>(layers.size() * 2);
        for (int i = 0; i < layers.size(); i++) {
            for (String input : layers.get(i).inputs()) {
                lastRead.put(input, i);
            }
        }
        Map<String, Long> live = new HashMap<>();
        long now = 0;
        long peak = 0;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            long written = layer.shape().elements();
            now += written;
            live.put(layer.name(), written);
            peak = Math.max(peak, now);
            for (String input : layer.inputs()) {
                if (lastRead.getOrDefault(input, i) == i) {
                    Long freed = live.remove(input);
                    now -= freed == null ? 0 : freed;
                }
            }
        }
        return peak;
    }

    /**
     * What is counted, by metric; a size that is not counted at this precision is unavailable.
     *
     * @param precision of the weights: {@code fp32}, {@code int8}
     */
    public Map<Metric, Figure> figures(String precision) {
        Map<Metric, Figure> figures = new EnumMap<>(Metric.class);
        figures.put(Metric.PARAMETERS, counted(params));
        figures.put(Metric.MACS, counted(macs.total()));
        figures.put(
                Metric.MODEL_SIZE,
                switch (precision) {
                    case "fp32" -> counted(fp32Bytes);
                    case "int8" -> counted(int8Bytes);
                    default -> new Figure.Unavailable("the size at precision " + precision + " is not counted");
                });
        return figures;
    }

    private static Figure counted(long value) {
        return new Figure.Measured(value, null, "counted on the graph");
    }

    /** The peak in bytes at four bytes per element. */
    public long peakActivationBytes() {
        return Float.BYTES * peakActivationElements;
    }
}
