package dev.tradespace.bench.training;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.op.Shape;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.weights.WeightsFile;
import dev.tradespace.training.dl4j.executor.Network;
import dev.tradespace.training.dl4j.executor.parameter.AdamW;
import dev.tradespace.training.dl4j.executor.parameter.Optimizer;
import dev.tradespace.training.dl4j.executor.parameter.Parameters;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How many images per CPU-second our executor trains on: Adam, cross-entropy, one thread; compiling and collecting garbage count too. */
public final class ExecutorSide {
    private static final double WARM_UP_SHARE = 0.4;
    private static final int FEWEST_STEPS = 5;
    private static final double RATE = 1e-3;
    private static final double NANOS = 1e9;

    private final Network network;
    private final Optimizer optimizer;
    private final List<Batch> batches;

    /** Images in the network's order, and one-hot labels. */
    private record Batch(FloatBuffer images, FloatBuffer targets) {}

    private ExecutorSide(Network network, List<Batch> batches) {
        this.network = network;
        this.batches = batches;
        this.optimizer = new AdamW(network.parameters(), 0.9, 0.999, 1e-8, 0);
    }

    /**
     * Trains and prints a line for the driver: images, CPU seconds, wall seconds, loss of the first step.
     *
     * @param arguments architecture, weights, batches, batch, seconds
     */
    public static void main(String[] arguments) throws IOException {
        Architecture architecture = new ArchitectureJson().read(Files.readString(Path.of(arguments[0])));
        int batch = Integer.parseInt(arguments[3]);
        Parameters parameters = Parameters.of(architecture);
        parameters.load(WeightsFile.open(Path.of(arguments[1]), "random"));
        Network network = Network.of(architecture, batch, 1, parameters);
        List<Batch> batches = read(
                Path.of(arguments[2]),
                batch,
                architecture.inputShape(),
                architecture.outputShape().last());
        new ExecutorSide(network, batches).run(Double.parseDouble(arguments[4]));
    }

    private static List<Batch> read(Path file, int batch, Shape shape, int classes) throws IOException {
        ByteBuffer data = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int pixels = shape.height() * shape.width();
        List<Batch> batches = new ArrayList<>();
        while (data.hasRemaining()) {
            FloatBuffer images = FloatBuffer.allocate(batch * shape.channels() * pixels);
            for (int image = 0; image < batch; image++) {
                for (int channel = 0; channel < shape.channels(); channel++) {
                    for (int pixel = 0; pixel < pixels; pixel++) {
                        images.put((image * pixels + pixel) * shape.channels() + channel, data.getFloat());
                    }
                }
            }
            FloatBuffer targets = FloatBuffer.allocate(batch * classes);
            for (int image = 0; image < batch; image++) {
                targets.put(image * classes + data.getInt(), 1);
            }
            batches.add(new Batch(images, targets));
        }
        return batches;
    }

    private double step(int number) {
        Batch batch = batches.get(number % batches.size());
        network.images().duplicate().put(batch.images().duplicate());
        network.targets().duplicate().put(batch.targets().duplicate());
        double loss = network.step(number);
        optimizer.step(RATE);
        return loss;
    }

    private void run(double seconds) {
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
        System.out.println("executor, Java " + System.getProperty("java.version"));
        System.out.println(
                "RESULT " + (number - before) * network.batch() + " " + cpuSeconds + " " + wallSeconds + " " + first);
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }
}
