package dev.tradespace.api.arch;

import dev.tradespace.api.op.Input;
import dev.tradespace.api.op.Op;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable, backend-neutral graph of operations with every shape inferred.
 *
 * <p>The layers stand in execution order, each after all it reads; exactly one is the {@link Input}. There is one
 * output, and there may be auxiliary outputs that exist only while training: their parameters count, but inference,
 * export and cost leave them out.
 *
 * <p>Authors write architectures with {@link Flow}; {@link #assemble} is for readers of files and mutators of graphs.
 */
public final class Architecture {
    private final List<Layer> layers;
    private final Map<String, Layer> byName;
    private final String output;
    private final List<String> auxiliaryOutputs;
    /** Worked out when it is first asked for; two threads may both do so, to the same end. */
    private volatile @Nullable String digest;

    private Architecture(List<Layer> layers, Map<String, Layer> byName, String output, List<String> auxiliaryOutputs) {
        this.layers = List.copyOf(layers);
        this.byName = byName;
        this.output = output;
        this.auxiliaryOutputs = List.copyOf(auxiliaryOutputs);
    }

    /**
     * A layer as a file or a mutation names it, without shapes.
     *
     * @param name unique among its fellows
     * @param op the operation
     * @param inputs the names of the layers it reads
     */
    public record Draft(String name, Op op, List<String> inputs) {
        public Draft {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * The architecture of these layers, in any order; the given order is kept where it can run.
     *
     * @throws BadArchitecture if a name is taken twice or unknown, layers form a cycle, there is not exactly one input,
     *     or shapes do not fit
     */
    public static Architecture assemble(List<Draft> drafts, String output, List<String> auxiliaryOutputs) {
        return of(TopologicalSort.infer(drafts), output, auxiliaryOutputs);
    }

    /** The architecture of layers that stand in order with their shapes. */
    static Architecture of(List<Layer> layers, String output, List<String> auxiliaryOutputs) {
        Map<String, Layer> byName = new HashMap<>(layers.size() * 2);
        int inputs = 0;
        for (Layer layer : layers) {
            if (byName.put(layer.name(), layer) != null) {
                throw new BadArchitecture("layer " + layer.name() + ": the name is taken twice");
            }
            inputs += layer.op() instanceof Input ? 1 : 0;
        }
        if (inputs != 1) {
            throw new BadArchitecture("an architecture has exactly one input, this one has " + inputs);
        }
        if (!byName.containsKey(output)) {
            throw new BadArchitecture("the output is the unknown layer " + output);
        }
        for (String auxiliary : auxiliaryOutputs) {
            if (!byName.containsKey(auxiliary)) {
                throw new BadArchitecture("an auxiliary output is the unknown layer " + auxiliary);
            }
        }
        return new Architecture(layers, byName, output, auxiliaryOutputs);
    }

    /** All layers in execution order. */
    public List<Layer> layers() {
        return layers;
    }

    /** The layers that the output needs, in execution order: what inference runs and an export holds. */
    public List<Layer> inferenceLayers() {
        return needed(List.of());
    }

    /** The layers that the output or an auxiliary output needs, in execution order: what training runs. */
    public List<Layer> trainingLayers() {
        return needed(auxiliaryOutputs);
    }

    private List<Layer> needed(List<String> furtherOutputs) {
        Set<String> needed = new HashSet<>(layers.size() * 2);
        needed.add(output);
        needed.addAll(furtherOutputs);
        List<Layer> reversed = new ArrayList<>(layers.size());
        for (int i = layers.size() - 1; i >= 0; i--) {
            Layer layer = layers.get(i);
            if (needed.contains(layer.name()) || layer.op() instanceof Input) {
                needed.addAll(layer.inputs());
                reversed.add(layer);
            }
        }
        List<Layer> ordered = new ArrayList<>(reversed.size());
        for (int i = reversed.size() - 1; i >= 0; i--) {
            ordered.add(reversed.get(i));
        }
        return ordered;
    }

    /**
     * The layer of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Layer layer(String name) {
        Layer layer = byName.get(name);
        if (layer == null) {
            throw new IllegalArgumentException("there is no layer " + name);
        }
        return layer;
    }

    /** The name of the layer that is the output. */
    public String output() {
        return output;
    }

    /** The names of layers that are outputs only while training. */
    public List<String> auxiliaryOutputs() {
        return auxiliaryOutputs;
    }

    /** The shape that goes in. */
    public Shape inputShape() {
        for (Layer layer : layers) {
            if (layer.op() instanceof Input input) {
                return input.shape();
            }
        }
        throw new AssertionError("checked when made");
    }

    /** The shape that comes out, {@code [classes]} for a classifier. */
    public Shape outputShape() {
        return layer(output).shape();
    }

    /**
     * Every tensor of weights that training or inference needs, by its full name, in execution order. A layer that
     * nothing reads has none: no gradient reaches it and no count and no file holds it.
     */
    public Map<String, WeightSpec> weights() {
        Map<String, WeightSpec> all = new LinkedHashMap<>();
        for (Layer layer : trainingLayers()) {
            for (WeightSpec weight : layer.weights()) {
                all.put(weight.name(), weight);
            }
        }
        return all;
    }

    /**
     * A stable name of this graph: 32 hexadecimal digits of a SHA-256; the names of the layers do not count, their
     * order does.
     */
    public String digest() {
        String known = digest;
        if (known == null) {
            known = GraphDigests.digest(this);
            digest = known;
        }
        return known;
    }

    /**
     * As {@link #digest()}, but blind to identities, dead branches and the order in which branches were written down.
     */
    public String canonicalDigest() {
        return GraphDigests.canonicalDigest(this);
    }

    /** Equal layers, names included, and equal outputs. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Architecture that
                && layers.equals(that.layers)
                && output.equals(that.output)
                && auxiliaryOutputs.equals(that.auxiliaryOutputs);
    }

    @Override
    public int hashCode() {
        return 31 * layers.hashCode() + output.hashCode();
    }

    /** For people: how many layers, what goes in and what comes out. */
    @Override
    public String toString() {
        return layers.size() + " layers, " + inputShape() + " to " + outputShape();
    }
}
