package dev.tradespace.quantization;

import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.runtime.UnfitModel;
import dev.tradespace.onnx.OnnxExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs a network on calibration images and looks at what every layer puts out. */
final class Calibration {
    /** Values that one run may put out: what an array of 256 MB holds. */
    private static final long MOST_VALUES = 1L << 26;

    private final ImageRuns runs;
    private final Path scratch;

    /**
     * A calibration.
     *
     * @param scratch a folder for temporary models
     */
    Calibration(ImageRuns runs, Path scratch) {
        this.runs = runs;
        this.scratch = scratch;
    }

    /**
     * What each layer put out, by name.
     *
     * @throws UnfitCalibration if it is not finite, or the images are all the same number
     */
    Map<String, TensorStatistics> of(FoldedNetwork network, InputImages images)
            throws IOException, UnfitModel, UnfitCalibration {
        Map<String, TensorStatistics> all = new LinkedHashMap<>();
        for (List<Layer> part : parts(network.layers())) {
            all.putAll(part(network, part, images));
        }
        return all;
    }

    private static List<List<Layer>> parts(List<Layer> layers) {
        List<List<Layer>> parts = new ArrayList<>();
        long size = MOST_VALUES;
        for (Layer layer : layers) {
            if (size + layer.shape().elements() > MOST_VALUES) {
                parts.add(new ArrayList<>());
                size = 0;
            }
            parts.get(parts.size() - 1).add(layer);
            size += layer.shape().elements();
        }
        return parts;
    }

    private Map<String, TensorStatistics> part(FoldedNetwork network, List<Layer> layers, InputImages images)
            throws IOException, UnfitModel, UnfitCalibration {
        Map<String, TensorStatistics> tensors = new LinkedHashMap<>();
        layers.forEach(layer -> tensors.put(layer.name(), new TensorStatistics(layer.shape())));
        Path model = scratch.resolve("activations.onnx");
        OnnxExporter.writeActivations(
                network.architecture(),
                network.weights(),
                layers.stream().map(Layer::name).toList(),
                model);
        try {
            runs.each(
                    model,
                    images,
                    values -> each(layers, (name, from) -> tensor(tensors, name).range(values, from)));
            for (Layer layer : layers) {
                refuse(layer, tensor(tensors, layer.name()));
            }
            runs.each(
                    model,
                    images,
                    values -> each(layers, (name, from) -> tensor(tensors, name).count(values, from)));
        } finally {
            Files.deleteIfExists(model);
        }
        return tensors;
    }

    private static TensorStatistics tensor(Map<String, TensorStatistics> tensors, String name) {
        TensorStatistics found = tensors.get(name);
        if (found == null) {
            throw new IllegalStateException("no layer " + name);
        }
        return found;
    }

    /** Where a layer's values begin. */
    private interface At {
        void layer(String name, int from);
    }

    private static void each(List<Layer> layers, At at) {
        int from = 0;
        for (Layer layer : layers) {
            at.layer(layer.name(), from);
            from += Math.toIntExact(layer.shape().elements());
        }
    }

    private static void refuse(Layer layer, TensorStatistics tensor) throws UnfitCalibration {
        if (!tensor.isFinite()) {
            throw new UnfitCalibration("layer " + layer.name() + " puts out numbers that are not finite ("
                    + tensor.least() + " to " + tensor.most() + "): it cannot be quantised");
        }
        if (layer.inputs().isEmpty() && layer.weights().isEmpty() && tensor.least() == tensor.most()) {
            throw new UnfitCalibration("the calibration images are all the same number, " + tensor.least()
                    + ": no range can be learned from them");
        }
    }
}
