package dev.tradespace.bench.libtorch;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.op.Shape;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.weights.WeightsFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** How many images per CPU-second LibTorch trains on from Java: eager mode, Adam, cross-entropy, one thread. */
public final class LibTorchSide {
    private static final double WARM_UP_SHARE = 0.4;
    private static final int FEWEST_STEPS = 5;
    private static final double RATE = 1e-3;
    private static final double NANOS = 1e9;

    private record Batch(Tensor images, Tensor labels) {}

    private final TorchNetwork network;
    private final Adam adam;
    private final List<Batch> batches;

    private LibTorchSide(TorchNetwork network, List<Batch> batches) {
        this.network = network;
        this.batches = batches;
        this.adam = new Adam(network.parameters(), new AdamOptions(RATE));
    }

    /**
     * Trains and prints a line for the driver: images, CPU seconds, wall seconds, loss of the first step.
     *
     * @param arguments architecture, weights, batches, batch, seconds, perhaps {@code channels_last}
     */
    public static void main(String[] arguments) throws IOException {
        torch.set_num_threads(1);
        Architecture architecture = new ArchitectureJson().read(Files.readString(Path.of(arguments[0])));
        WeightsFile weights = WeightsFile.open(Path.of(arguments[1]), "random");
        int batch = Integer.parseInt(arguments[3]);
        double seconds = Double.parseDouble(arguments[4]);
        MemoryFormat format = arguments.length > 5 && arguments[5].equals("channels_last")
                ? MemoryFormat.ChannelsLast
                : MemoryFormat.Contiguous;
        List<Batch> batches = read(Path.of(arguments[2]), batch, architecture.inputShape(), format);
        new LibTorchSide(new TorchNetwork(architecture, weights, format), batches).run(batch, seconds);
    }

    private static List<Batch> read(Path file, int batch, Shape shape, MemoryFormat format) throws IOException {
        ByteBuffer data = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<Batch> batches = new ArrayList<>();
        long[] sizes = {batch, shape.channels(), shape.height(), shape.width()};
        while (data.hasRemaining()) {
            float[] images = new float[Math.toIntExact(batch * shape.elements())];
            for (int i = 0; i < images.length; i++) {
                images[i] = data.getFloat();
            }
            long[] labels = new long[batch];
            for (int i = 0; i < batch; i++) {
                labels[i] = data.getInt();
            }
            batches.add(new Batch(
                    torch.from_blob(new FloatPointer(images), sizes).clone().contiguous(format),
                    torch.from_blob(new LongPointer(labels), new long[] {batch}, new TensorOptions(ScalarType.Long))
                            .clone()));
        }
        return batches;
    }

    @SuppressWarnings("try") // nothing is asked of the scope but its end
    private float step(int number) {
        // Frees the graph of this step at once, as C++ would.
        try (PointerScope scope = new PointerScope()) {
            Batch batch = batches.get(number % batches.size());
            Tensor loss = torch.cross_entropy_loss(network.forward(batch.images()), batch.labels());
            adam.zero_grad(true);
            loss.backward();
            adam.step();
            return loss.item_float();
        }
    }

    private void run(int batch, double seconds) throws IOException {
        float first = step(0);
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
        System.out.println("libtorch " + Loader.getVersion("org.bytedeco", "pytorch") + ", "
                + torch.get_cpu_capability().getString());
        System.out.println("RESULT " + (number - before) * batch + " " + cpuSeconds + " " + wallSeconds + " " + first);
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }
}
