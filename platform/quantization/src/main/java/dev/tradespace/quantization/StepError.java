package dev.tradespace.quantization;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.api.quantization.ActivationScale;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The error by which two runtimes may differ that compute the same quantised network. Both add up the same integers; each then rounds the sum to the step of what the layer puts out, with a
 * factor of its own arithmetic, so that a value near the middle between two integers may go to either of them. A bias that is off by a small part of a step stands for
 * that: it moves as large a part of the values to the next integer.
 *
 * @see dev.tradespace.training.score.RoundingError
 */
final class StepError {
    /** One value in so many may be rounded otherwise, all of a channel to the same side. */
    private static final double PART = 1.0 / 64;

    private StepError() {}

    /**
     * Weights with such biases. The same for the same draw.
     *
     * @param draw from 0
     */
    static Weights perturbed(QuantizedModel model, int draw) {
        Map<String, Float> steps = steps(model);
        return new Weights() {
            @Override
            public String id() {
                return model.weights().id() + "-perturbed-" + draw;
            }

            @Override
            public float[] values(WeightSpec tensor) {
                float[] values = model.weights().values(tensor);
                Float step = steps.get(tensor.name());
                if (step != null) {
                    SplittableRandom random =
                            new SplittableRandom(31L * tensor.name().hashCode() + draw);
                    for (int i = 0; i < values.length; i++) {
                        values[i] += (float) (step * random.nextDouble(-PART, PART));
                    }
                }
                return values;
            }
        };
    }

    /** The step of what each layer with an integer kernel puts out, by the name of its bias. */
    private static Map<String, Float> steps(QuantizedModel model) {
        Architecture architecture = model.architecture();
        Map<String, ActivationScale> scales = model.quantization().activations();
        Map<String, String> reader = new HashMap<>();
        architecture.inferenceLayers().forEach(layer -> layer.inputs()
                .forEach(input -> reader.putIfAbsent(input, layer.name())));
        Map<String, Float> steps = new HashMap<>();
        for (Layer layer : architecture.inferenceLayers()) {
            List<WeightSpec> specs = layer.weights();
            if (specs.size() == 2
                    && model.quantization().kernels().containsKey(specs.get(0).name())) {
                // A rectification that is part of the layer has the scale.
                ActivationScale scale =
                        scales.getOrDefault(layer.name(), scales.get(reader.getOrDefault(layer.name(), layer.name())));
                if (scale == null) {
                    scale = scales.get(layer.inputs().get(0));
                }
                if (scale != null) {
                    steps.put(specs.get(1).name(), scale.scale());
                }
            }
        }
        return steps;
    }
}
