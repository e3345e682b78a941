package dev.tradespace.runtimes.tflite;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.Activation;
import dev.tradespace.api.op.Add;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Dense;
import dev.tradespace.api.quantization.ActivationScale;
import dev.tradespace.api.quantization.Quantization;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which layers become part of the operator of a layer before them: batch norms of a convolution's kernel, and activations that an operator computes on
 * its way out. Only where nobody else reads what lies between.
 */
final class FusedLayers {
    private final Map<String, Layer> onlyReaders = new HashMap<>();
    private final Map<String, Layer> norms = new HashMap<>();
    private final Map<String, Layer> activations = new HashMap<>();
    private final Set<String> absorbed = new HashSet<>();
    private final Map<String, ActivationScale> scales;
    private final boolean foldsNorms;

    /** Those of a network; of a quantised one an activation that has no scale does not take the place of a layer that has. */
    FusedLayers(Architecture architecture, @Nullable Quantization quantization) {
        // The scales of a quantised network's kernels are those of the kernels as they are.
        foldsNorms = quantization == null;
        scales = quantization == null ? Map.of() : quantization.activations();
        Set<String> shared = new HashSet<>(Set.of(architecture.output()));
        for (Layer layer : architecture.inferenceLayers()) {
            for (String read : layer.inputs()) {
                if (onlyReaders.put(read, layer) != null) {
                    shared.add(read);
                }
            }
        }
        onlyReaders.keySet().removeAll(shared);
        for (Layer layer : architecture.inferenceLayers()) {
            absorbAfter(layer);
        }
    }

    private void absorbAfter(Layer layer) {
        Layer end = layer;
        Layer reader = onlyReaders.get(layer.name());
        if (foldsNorms && layer.op() instanceof Convolution && reader != null && reader.op() instanceof BatchNorm) {
            norms.put(layer.name(), reader);
            absorbed.add(reader.name());
            end = reader;
            reader = onlyReaders.get(end.name());
        }
        boolean fuses = layer.op() instanceof Convolution || layer.op() instanceof Dense || layer.op() instanceof Add;
        if (fuses
                && reader != null
                && reader.op() instanceof Activation activation
                && FusedActivation.of(activation.function()) != null
                && (!scales.containsKey(end.name()) || scales.containsKey(reader.name()))) {
            activations.put(layer.name(), reader);
            absorbed.add(reader.name());
        }
    }

    /** Whether a layer has become part of the one before it. */
    boolean isAbsorbed(Layer layer) {
        return absorbed.contains(layer.name());
    }

    /** The batch norm that becomes part of a convolution, if there is one. */
    Optional<Layer> norm(Layer convolution) {
        return Optional.ofNullable(norms.get(convolution.name()));
    }

    /** The activation that a layer's operator computes. */
    FusedActivation activation(Layer layer) {
        Layer reader = activations.get(layer.name());
        return reader != null && reader.op() instanceof Activation activation
                ? Objects.requireNonNull(FusedActivation.of(activation.function()))
                : FusedActivation.NONE;
    }

    /** The scale of what a layer's operator puts out, with all that has become part of it; null for floats. */
    @Nullable
    ActivationScale scale(Layer layer) {
        Layer last = norms.getOrDefault(layer.name(), layer);
        return scales.get(activations.getOrDefault(layer.name(), last).name());
    }
}
