package dev.tradespace.training.dl4j.executor;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.op.Input;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.kernel.MemoryPool;
import dev.tradespace.training.dl4j.executor.layer.Adjoint;
import dev.tradespace.training.dl4j.executor.layer.ForwardMode;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.LayerOutput;
import dev.tradespace.training.dl4j.executor.layer.LayerRandom;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import dev.tradespace.training.dl4j.executor.operation.OperationSteps;
import dev.tradespace.training.dl4j.executor.parameter.Parameters;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An architecture laid out for one batch size: every activation, gradient and call of the native library stands ready,
 * and a step allocates nothing.
 *
 * <pre>{@code
 * Network network = Network.of(architecture, 64, 1);
 * network.images().put(0, pixels);
 * network.targets().put(0, labels);
 * double loss = network.step(0);      // the gradients are in network.parameters().gradients()
 * }</pre>
 *
 * <p>A network is used by one thread at a time. Networks in several threads may share their parameters' values:
 * {@link Parameters#replica()}.
 */
public final class Network {
    private static final double AUXILIARY_WEIGHT = 0.3;

    private final Parameters parameters;
    private final MemoryPool pool = new MemoryPool();
    private final int batch;
    private final FloatBuffer images;
    private final FloatBuffer targets;
    private final FloatBuffer logits;
    private final OperationStep[] training;
    private final OperationStep[] inference;
    private final SoftLabelLoss[] losses;
    private final Runnable[] backward;
    private final INDArray labels;
    private long step;

    private Network(Architecture architecture, int batch, long seed, Parameters parameters) {
        this.parameters = parameters;
        this.batch = batch;
        List<Layer> layers = architecture.trainingLayers();
        Map<String, Integer> readers = readers(architecture, layers);
        Set<Layer> inferred = new HashSet<>(architecture.inferenceLayers());
        Map<String, LayerOutput> values = new HashMap<>();
        List<LayerContext> contexts = new ArrayList<>();
        List<OperationStep> operations = new ArrayList<>();
        List<OperationStep> inferring = new ArrayList<>();
        for (Layer layer : layers) {
            List<LayerOutput> inputs = layer.inputs().stream().map(values::get).toList();
            LayerRandom draws = new LayerRandom(seed, contexts.size(), () -> step);
            LayerContext context = new LayerContext(
                    layer, batch, inputs, readers.getOrDefault(layer.name(), 0), parameters, pool, draws);
            OperationStep operation = layer.op().match(new OperationSteps(context));
            context.forwardLaidOut();
            context.value().madeBy(operation);
            values.put(layer.name(), context.value());
            contexts.add(context);
            operations.add(operation);
            if (inferred.contains(layer)) {
                inferring.add(operation);
            }
        }
        training = operations.toArray(new OperationStep[0]);
        inference = inferring.toArray(new OperationStep[0]);
        images = Floats.buffer(image(layers, values));
        labels = Floats.zeros(batch, architecture.outputShape().elements());
        targets = Floats.buffer(labels);
        logits = Floats.buffer(value(values, architecture.output()).array());
        losses = losses(architecture, values);
        List<Runnable> steps = new ArrayList<>();
        for (int i = contexts.size() - 1; i >= 0; i--) {
            steps.addAll(Adjoint.layOut(operations.get(i), contexts.get(i), pool));
        }
        backward = steps.toArray(new Runnable[0]);
    }

    /**
     * A network with random weights.
     *
     * @param batch images at once, at least 1
     * @param seed of the weights and of all dropping
     */
    public static Network of(Architecture architecture, int batch, long seed) {
        Parameters parameters = Parameters.of(architecture);
        parameters.load(RandomWeights.of(architecture, seed));
        return of(architecture, batch, seed, parameters);
    }

    /**
     * A network on given parameters.
     *
     * @param batch images at once, at least 1
     * @param seed of all dropping
     * @param parameters those of this architecture
     */
    public static Network of(Architecture architecture, int batch, long seed, Parameters parameters) {
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be at least 1, was " + batch);
        }
        return new Network(architecture, batch, seed, parameters);
    }

    private static Map<String, Integer> readers(Architecture architecture, Collection<Layer> layers) {
        Map<String, Integer> readers = new HashMap<>();
        layers.forEach(layer -> layer.inputs().forEach(name -> readers.merge(name, 1, Integer::sum)));
        architecture.auxiliaryOutputs().forEach(name -> readers.merge(name, 2, Integer::sum));
        readers.merge(architecture.output(), 2, Integer::sum); // the loss, and whoever reads the logits
        return readers;
    }

    private static INDArray image(List<Layer> layers, Map<String, LayerOutput> values) {
        Layer input = layers.stream()
                .filter(layer -> layer.op() instanceof Input)
                .findFirst()
                .orElseThrow();
        return value(values, input.name()).array();
    }

    private static LayerOutput value(Map<String, LayerOutput> values, String name) {
        return Objects.requireNonNull(values.get(name));
    }

    private SoftLabelLoss[] losses(Architecture architecture, Map<String, LayerOutput> values) {
        List<String> outputs = new ArrayList<>(List.of(architecture.output()));
        outputs.addAll(architecture.auxiliaryOutputs());
        SoftLabelLoss[] all = new SoftLabelLoss[outputs.size()];
        for (int i = 0; i < all.length; i++) {
            LayerOutput value = value(values, outputs.get(i));
            value.hold();
            MemoryPool.Loan gradient = pool.take(value.array().length());
            value.gradient(gradient);
            all[i] = new SoftLabelLoss(
                    value.array(), labels, gradient.as(value.array().shape()), batch, i == 0 ? 1 : AUXILIARY_WEIGHT);
        }
        return all;
    }

    /** Images at once. */
    public int batch() {
        return batch;
    }

    /** What is learned. */
    public Parameters parameters() {
        return parameters;
    }

    /**
     * The images to work on, to be filled by the caller.
     *
     * @shape {@code [batch, H, W, C]}
     */
    public FloatBuffer images() {
        return images;
    }

    /**
     * The labels to learn, one distribution per image, to be filled by the caller.
     *
     * @shape {@code [batch, classes]}
     */
    public FloatBuffer targets() {
        return targets;
    }

    /**
     * What the last pass answered.
     *
     * @shape {@code [batch, classes]}
     */
    public FloatBuffer logits() {
        return logits;
    }

    /**
     * A pass forwards and backwards over the images and targets; the gradients are left in
     * {@link Parameters#gradients()}.
     *
     * @param number of the step, which decides what is dropped
     * @return the loss, with that of auxiliary outputs
     */
    public double step(long number) {
        step = number;
        for (OperationStep operation : training) {
            operation.forward(ForwardMode.TRAINING);
        }
        double loss = 0;
        for (SoftLabelLoss each : losses) {
            loss += each.evaluate();
        }
        for (Runnable each : backward) {
            each.run();
        }
        return loss;
    }

    /** A pass forwards with running statistics and without dropping: the answers are in {@link #logits()}. */
    public void evaluate() {
        for (OperationStep operation : inference) {
            operation.forward(ForwardMode.EVALUATION);
        }
    }

    /** The native memory for activations, gradients of activations and scratch. */
    public long bytes() {
        return pool.bytes();
    }
}
