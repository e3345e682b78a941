package dev.tradespace.training.dl4j.train;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.api.training.Recipe;
import dev.tradespace.core.training.TrainingSpec;
import dev.tradespace.training.dl4j.executor.Network;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.parameter.AdamW;
import dev.tradespace.training.dl4j.executor.parameter.ExponentialMovingAverage;
import dev.tradespace.training.dl4j.executor.parameter.Optimizer;
import dev.tradespace.training.dl4j.executor.parameter.Parameters;
import dev.tradespace.training.dl4j.executor.parameter.Sgd;
import dev.tradespace.training.pipeline.ImageBatch;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Data-parallel training: replicas of a network, each with a part of every batch and a thread of its own, over one set
 * of parameters. Gradients are summed in the replicas' order, so that a step is the same step every time. Used by one
 * thread.
 */
final class DataParallelNetwork implements AutoCloseable {
    private static final double MOMENTUM = 0.9;
    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final double EPSILON = 1e-8;

    private final Recipe recipe;
    private final Parameters parameters;
    private final List<Network> networks = new ArrayList<>();
    private final int[] starts;
    private final double[] losses;
    private final int[] correct;
    private final Optimizer optimizer;
    private final @Nullable ExponentialMovingAverage averaging;
    private final ReplicaThreads crew;
    private final int classes;
    private final int values;

    DataParallelNetwork(Architecture architecture, TrainingSpec spec) {
        recipe = spec.recipe();
        parameters = Parameters.of(architecture);
        parameters.load(new InitialWeights(architecture, spec.seed()));
        int replicas = Math.min(spec.threads(), recipe.batch());
        starts = new int[replicas + 1];
        for (int i = 0; i < replicas; i++) {
            int size = recipe.batch() / replicas + (i < recipe.batch() % replicas ? 1 : 0);
            starts[i + 1] = starts[i] + size;
            // What is dropped must differ between replicas, too.
            networks.add(Network.of(architecture, size, spec.seed() + i, i == 0 ? parameters : parameters.replica()));
        }
        losses = new double[replicas];
        correct = new int[replicas];
        classes = Math.toIntExact(architecture.outputShape().elements());
        values = Math.toIntExact(architecture.inputShape().elements());
        optimizer = switch (recipe.optimizer()) {
            case SGD -> new Sgd(parameters, MOMENTUM, recipe.weightDecay());
            case ADAMW -> new AdamW(parameters, FIRST_DECAY, SECOND_DECAY, EPSILON, recipe.weightDecay());
        };
        averaging = recipe.averaging() > 0 ? new ExponentialMovingAverage(parameters) : null;
        crew = new ReplicaThreads(replicas);
    }

    /**
     * Learns from a batch.
     *
     * @param step from 0
     * @return the mean loss of the batch
     */
    double step(ImageBatch batch, long step, double learningRate) {
        crew.work(replica -> {
            give(batch, replica);
            losses[replica] = networks.get(replica).step(step);
            correct[replica] = correct(batch, replica);
        });
        double loss = 0;
        for (int i = 0; i < losses.length; i++) {
            loss += losses[i] * share(i);
        }
        if (!Double.isFinite(loss)) {
            return loss;
        }
        if (losses.length > 1) {
            for (int i = 0; i < losses.length; i++) {
                networks.get(i).parameters().scaleGradients(share(i));
                if (i > 0) {
                    parameters.addGradients(networks.get(i).parameters());
                }
            }
        }
        if (recipe.clipNorm() > 0) {
            parameters.clipGradient(recipe.clipNorm());
        }
        optimizer.step(learningRate);
        if (averaging != null) {
            // Young weights are not worth keeping: the average forgets faster at first, as TensorFlow's does.
            averaging.update(Math.min(recipe.averaging(), (1.0 + step) / (10.0 + step)));
        }
        return loss;
    }

    private double share(int replica) {
        return (double) (starts[replica + 1] - starts[replica]) / recipe.batch();
    }

    /** Gives a replica its part of a batch's images and targets. */
    private void give(ImageBatch batch, int replica) {
        Network network = networks.get(replica);
        int from = starts[replica];
        int count = starts[replica + 1] - from;
        network.images().put(0, batch.images(), from * values, count * values);
        network.targets().put(0, batch.targets(), from * classes, count * classes);
    }

    private int correct(ImageBatch batch, int replica) {
        int right = 0;
        for (int i = starts[replica]; i < starts[replica + 1]; i++) {
            right += largest(networks.get(replica).logits(), (i - starts[replica]) * classes) == batch.label(i) ? 1 : 0;
        }
        return right;
    }

    private int largest(FloatBuffer logits, int from) {
        int largest = 0;
        for (int i = 1; i < classes; i++) {
            if (logits.get(from + i) > logits.get(from + largest)) {
                largest = i;
            }
        }
        return largest;
    }

    /** How many images of the last batch were answered rightly while they were learned from. */
    int correct() {
        int sum = 0;
        for (int each : correct) {
            sum += each;
        }
        return sum;
    }

    /**
     * Gives all replicas the mean of their running statistics. Part of the training: to be done at the same steps every
     * time.
     */
    void agree() {
        for (int i = 1; i < networks.size(); i++) {
            parameters.mixStatistics(networks.get(i).parameters(), 1.0 / (i + 1));
        }
        copyStatistics();
    }

    private void copyStatistics() {
        for (Network network : networks.subList(1, networks.size())) {
            network.parameters().copyStatistics(parameters);
        }
    }

    /**
     * Does something with the weights that will be kept in place of those that learn: their averages, if the recipe has
     * them averaged.
     */
    void withKept(Runnable work) {
        if (averaging == null) {
            work.run();
            return;
        }
        averaging.swap();
        copyStatistics();
        try {
            work.run();
        } finally {
            averaging.swap();
            copyStatistics();
        }
    }

    /** Answers the images of a batch, as at inference; the answers are in {@link #logit}. */
    void answer(ImageBatch batch) {
        crew.work(replica -> {
            give(batch, replica);
            networks.get(replica).evaluate();
        });
    }

    /** What was answered of an image and a class. */
    float logit(int image, int clazz) {
        int replica = 0;
        while (image >= starts[replica + 1]) {
            replica++;
        }
        return networks.get(replica).logits().get((image - starts[replica]) * classes + clazz);
    }

    int classes() {
        return classes;
    }

    /** Takes the values of some tensors from elsewhere. */
    void load(Weights weights, Collection<WeightSpec> tensors) {
        parameters.load(weights, tensors);
        copyStatistics();
    }

    /** What it has learned. */
    Parameters parameters() {
        return parameters;
    }

    /** Everything that a step changes: views, always in one order. */
    List<FloatBuffer> state() {
        List<FloatBuffer> state = new ArrayList<>();
        state.add(Floats.buffer(parameters.values()));
        for (Network network : networks) {
            state.add(Floats.buffer(network.parameters().statistics()));
        }
        state.addAll(optimizer.state());
        if (averaging != null) {
            state.addAll(averaging.state());
        }
        return state;
    }

    /** Says how many steps the state comes from. */
    void steps(long made) {
        optimizer.steps(made);
    }

    @Override
    public void close() {
        crew.close();
    }
}
