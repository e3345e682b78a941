package dev.tradespace.training.dl4j.executor.parameter;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.vector.ArrayUpdates;
import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters of a network, in three flat arrays: the parameters, their gradients, and the running statistics of
 * batch norms.
 *
 * <p>Kernels come first, so that weight decay, which is for them alone, is a matter of the first {@link #decayed()}
 * elements. Every tensor begins at a multiple of 16 elements; the gaps are zero and stay so.
 */
public final class Parameters {
    private static final int ALIGNMENT = 16;

    private final ArrayUpdates updates = new ArrayUpdates();
    private final Map<String, ParameterTensor> tensors;
    private final int decayed;
    private final INDArray values;
    private final INDArray gradients;
    private final INDArray statistics;
    private final FloatBuffer gradientBuffer;
    private final FloatBuffer statisticBuffer;

    private Parameters(Map<String, ParameterTensor> tensors, int decayed, INDArray values, int statistics) {
        this.tensors = tensors;
        this.decayed = decayed;
        this.values = values;
        this.gradients = Floats.zeros(values.length());
        this.statistics = Floats.zeros(statistics);
        this.gradientBuffer = Floats.buffer(gradients);
        this.statisticBuffer = Floats.buffer(this.statistics);
    }

    /** Parameters for an architecture, auxiliary outputs included, all zero. */
    public static Parameters of(Architecture architecture) {
        List<Layer> layers = architecture.trainingLayers();
        Map<String, ParameterTensor> tensors = new LinkedHashMap<>();
        int decayed = place(layers, tensors, 0, WeightSpec.Role.KERNEL);
        int end = place(
                layers,
                tensors,
                decayed,
                WeightSpec.Role.BIAS,
                WeightSpec.Role.SCALE,
                WeightSpec.Role.SHIFT,
                WeightSpec.Role.EMBEDDING);
        int statistics = place(layers, tensors, 0, WeightSpec.Role.RUNNING_MEAN, WeightSpec.Role.RUNNING_VARIANCE);
        return new Parameters(
                tensors, decayed, Floats.zeros(Math.max(end, ALIGNMENT)), Math.max(statistics, ALIGNMENT));
    }

    private static int place(
            List<Layer> layers, Map<String, ParameterTensor> tensors, int from, WeightSpec.Role... roles) {
        int offset = from;
        for (Layer layer : layers) {
            for (WeightSpec spec : layer.weights()) {
                if (List.of(roles).contains(spec.role())) {
                    tensors.put(spec.name(), new ParameterTensor(spec, TensorLayout.of(layer, spec), offset));
                    offset = Math.addExact(offset, Math.toIntExact(spec.elements()));
                    offset = Math.addExact(offset, ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
                }
            }
        }
        return offset;
    }

    /**
     * The same parameters with gradients and running statistics of their own, which begin as a copy: for a network in
     * another thread.
     */
    public Parameters replica() {
        Parameters replica = new Parameters(tensors, decayed, values, Math.toIntExact(statistics.length()));
        replica.statistics.assign(statistics);
        return replica;
    }

    /** All parameters. */
    public INDArray values() {
        return values;
    }

    /** The gradient of the loss by each parameter. */
    public INDArray gradients() {
        return gradients;
    }

    /** The running means and variances of all batch norms. */
    public INDArray statistics() {
        return statistics;
    }

    /** How many elements, from the first, are under weight decay: the kernels. */
    public int decayed() {
        return decayed;
    }

    /** Every tensor, by its full name. */
    public Map<String, ParameterTensor> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    /** A tensor's elements among the parameters or the running statistics: a view, in native layout. */
    public INDArray value(String name) {
        return view(name, spec(name).role().trainable() ? values : statistics);
    }

    /** A tensor's gradient: a view, in native layout. */
    public INDArray gradient(String name) {
        return view(name, gradients);
    }

    private WeightSpec spec(String name) {
        return tensor(name).spec();
    }

    private ParameterTensor tensor(String name) {
        ParameterTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("there is no tensor " + name);
        }
        return tensor;
    }

    private INDArray view(String name, INDArray array) {
        ParameterTensor tensor = tensor(name);
        return Floats.part(array, tensor.offset(), tensor.layout().sizes());
    }

    /** The length of the gradient as one vector; not a number or infinite if any element is. */
    public double gradientNorm() {
        return Math.sqrt(updates.squares(gradientBuffer, size()));
    }

    /**
     * Scales the gradient to at most this length, as PyTorch does.
     *
     * @return its length before
     * @source Pascanu et al. 2013, algorithm 1
     */
    public double clipGradient(double longest) {
        double norm = gradientNorm();
        double factor = longest / (norm + 1e-6);
        if (factor < 1) {
            scaleGradients(factor);
        }
        return norm;
    }

    /** Multiplies all gradients. */
    public void scaleGradients(double factor) {
        updates.scale(gradientBuffer, (float) factor, 0, size());
    }

    /** Adds the gradients of a replica to these. */
    public void addGradients(Parameters replica) {
        updates.add(gradientBuffer, replica.gradientBuffer, size());
    }

    /**
     * Moves the running statistics towards those of a replica by a part of the difference: a half of the second of two,
     * a third of the third.
     */
    public void mixStatistics(Parameters replica, double part) {
        updates.average(statisticBuffer, replica.statisticBuffer, (float) part, Math.toIntExact(statistics.length()));
    }

    /** Takes over the running statistics of another. */
    public void copyStatistics(Parameters other) {
        statistics.assign(other.statistics);
    }

    private int size() {
        return Math.toIntExact(values.length());
    }

    /** Takes every tensor's values from weights in the API's layout. */
    public void load(Weights weights) {
        load(weights, tensors.values().stream().map(ParameterTensor::spec).toList());
    }

    /** Takes the values of some tensors from weights in the API's layout. */
    public void load(Weights weights, Collection<WeightSpec> specs) {
        for (WeightSpec spec : specs) {
            ParameterTensor tensor = tensor(spec.name());
            float[] given = weights.values(spec);
            int[] sources = tensor.layout().sources();
            FloatBuffer buffer = flat(tensor);
            for (int i = 0; i < sources.length; i++) {
                buffer.put(tensor.offset() + i, given[sources[i]]);
            }
        }
    }

    /**
     * The values as they are now in the API's layout, read when asked for.
     *
     * @param id what they are: {@code trained:<digest>}
     */
    public Weights weights(String id) {
        return new Weights() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public float[] values(WeightSpec spec) {
                ParameterTensor tensor = tensor(spec.name());
                return inApiLayout(tensor, flat(tensor));
            }
        };
    }

    /** A tensor's gradient in the API's layout, a fresh array. */
    public float[] gradientInApiLayout(String name) {
        return inApiLayout(tensor(name), Floats.buffer(gradients));
    }

    private static float[] inApiLayout(ParameterTensor tensor, FloatBuffer buffer) {
        int[] sources = tensor.layout().sources();
        float[] ordered = new float[sources.length];
        for (int i = 0; i < sources.length; i++) {
            ordered[sources[i]] = buffer.get(tensor.offset() + i);
        }
        return ordered;
    }

    private FloatBuffer flat(ParameterTensor tensor) {
        return Floats.buffer(tensor.spec().role().trainable() ? values : statistics);
    }
}
