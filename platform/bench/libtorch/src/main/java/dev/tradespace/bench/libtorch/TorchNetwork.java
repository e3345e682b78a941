package dev.tradespace.bench.libtorch;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.WeightSpec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** An architecture in LibTorch's eager mode: its weights as leaves of the graph, its layers called one after the other. */
final class TorchNetwork {
    private final Architecture architecture;
    private final Map<String, Tensor> weights = new LinkedHashMap<>();
    private final Map<String, TorchLayers.Forward> layers = new LinkedHashMap<>();
    private final TensorVector parameters = new TensorVector();

    /**
     * A network in training mode.
     *
     * @param format how convolution kernels lie, channels first or last
     */
    TorchNetwork(Architecture architecture, Weights values, MemoryFormat format) {
        this.architecture = architecture;
        Map<String, Integer> readers = new HashMap<>();
        for (Layer layer : architecture.layers()) {
            layer.inputs().forEach(name -> readers.merge(name, 1, Integer::sum));
            for (WeightSpec spec : layer.weights()) {
                Tensor tensor = tensor(values.values(spec), spec, format);
                weights.put(spec.name(), tensor);
                if (spec.role().trainable()) {
                    parameters.push_back(tensor.set_requires_grad(true));
                }
            }
        }
        for (Layer layer : architecture.layers()) {
            boolean sole = layer.inputs().size() == 1
                    && Objects.requireNonNull(readers.get(layer.inputs().get(0))) == 1;
            layers.put(layer.name(), layer.op().match(new TorchLayers(layer, weights, sole)));
        }
    }

    private static Tensor tensor(float[] values, WeightSpec spec, MemoryFormat format) {
        int[] sizes = spec.shape().toArray();
        long[] shape = new long[sizes.length];
        for (int axis = 0; axis < sizes.length; axis++) {
            shape[axis] = sizes[axis];
        }
        try (FloatPointer pointer = new FloatPointer(values)) {
            Tensor copy =
                    org.bytedeco.pytorch.global.torch.from_blob(pointer, shape).clone();
            return shape.length == 4 ? copy.contiguous(format) : copy;
        }
    }

    /** What is trained. */
    TensorVector parameters() {
        return parameters;
    }

    /** The logits of images. */
    Tensor forward(Tensor images) {
        Map<String, Tensor> values = new HashMap<>();
        Tensor last = images;
        for (Layer layer : architecture.layers()) {
            if (layer.inputs().isEmpty()) {
                values.put(layer.name(), images);
                continue;
            }
            List<Tensor> inputs = layer.inputs().stream()
                    .map(name -> Objects.requireNonNull(values.get(name)))
                    .toList();
            last = Objects.requireNonNull(layers.get(layer.name())).apply(inputs);
            values.put(layer.name(), last);
        }
        return Objects.requireNonNull(values.get(architecture.output()));
    }
}
