package dev.tradespace.bench.training;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.training.Recipe;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.weights.WeightsFile;
import dev.tradespace.training.dl4j.executor.Network;
import dev.tradespace.training.dl4j.executor.parameter.AdamW;
import dev.tradespace.training.dl4j.executor.parameter.Optimizer;
import dev.tradespace.training.dl4j.executor.parameter.Parameters;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many images per CPU-second our executor trains on: Adam, cross-entropy, one thread; compiling and collecting garbage count too. */
public final class ExecutorSide {
    private static final double WARM_UP_SHARE = 0.4;
    private static final int FEWEST_STEPS = 5;
    private static final double RATE = 1e-3;
    private static final double NANOS = 1e9;
    private static final int SEED = 1;

    private final Network network;
    private final Optimizer optimizer;
    private final Images images;

    private ExecutorSide(Network network, Images images) {
        this.network = network;
        this.images = images;
        this.optimizer = new AdamW(network.parameters(), 0.9, 0.999, 1e-8, 0);
    }

    /**
     * Trains and prints a line for the driver: images, CPU seconds, wall seconds, loss of the first step.
     *
     * @param arguments architecture, weights, batches, batch, seconds, perhaps a prepared dataset to take images from by way of the pipeline
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Architecture architecture = new ArchitectureJson().read(Files.readString(Path.of(arguments[0])));
        int batch = Integer.parseInt(arguments[3]);
        Parameters parameters = Parameters.of(architecture);
        parameters.load(WeightsFile.open(Path.of(arguments[1]), "random"));
        Images images = arguments.length > 5
                ? Images.pipeline(Path.of(arguments[5]), recipe(batch), SEED)
                : Images.of(
                        Path.of(arguments[2]),
                        batch,
                        architecture.inputShape(),
                        architecture.outputShape().last());
        new ExecutorSide(Network.of(architecture, batch, SEED, parameters), images)
                .run(Double.parseDouble(arguments[4]));
        // The pipeline's thread goes on for ever.
        System.exit(0);
    }

    /** What the pipeline reads of a recipe: the batch, and flips and crops. */
    static Recipe recipe(int batch) {
        return new Recipe(
                Recipe.Optimizer.ADAMW,
                RATE,
                Recipe.Schedule.COSINE,
                0,
                0,
                batch,
                0,
                0,
                0,
                new Recipe.Augmentation(true, 2, 0, 0));
    }

    private double step(int number) throws InterruptedException {
        images.give(number, network);
        double loss = network.step(number);
        optimizer.step(RATE);
        return loss;
    }

    private void run(double seconds) throws InterruptedException {
        double first = step(0);
        int number = 1;
        long end = System.nanoTime() + (long) (WARM_UP_SHARE * seconds * NANOS);
        while (number < FEWEST_STEPS || System.nanoTime() < end) {
            step(number++);
        }
        int before = number;
        long cpu = cpuNanos();
        long wall = System.nanoTime();
        while (number - before < FEWEST_STEPS || System.nanoTime() < wall + (long) (seconds * NANOS)) {
            step(number++);
        }
        double cpuSeconds = (cpuNanos() - cpu) / NANOS;
        double wallSeconds = (System.nanoTime() - wall) / NANOS;
        System.out.printf(
                "executor, Java %s, OPENBLAS_CORETYPE %s, peak resident set %d MiB%n",
                System.getProperty("java.version"),
                System.getenv().getOrDefault("OPENBLAS_CORETYPE", "not set"),
                TrainingGrowth.kibibytes("VmHWM") >> 10);
        System.out.println(
                "RESULT " + (number - before) * network.batch() + " " + cpuSeconds + " " + wallSeconds + " " + first);
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }
}
