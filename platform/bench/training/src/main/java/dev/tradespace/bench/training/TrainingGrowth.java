package dev.tradespace.bench.training;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.training.dl4j.executor.Network;
import dev.tradespace.training.dl4j.executor.parameter.AdamW;
import dev.tradespace.training.dl4j.executor.parameter.Optimizer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether a training grows: resident memory and, after a collection, the heap at intervals of a long run behind the pipeline. Start it as a training's
 * worker is started: with the settings of the allocator that the benchmarks' README names.
 */
public final class TrainingGrowth {
    private static final double RATE = 1e-3;
    private static final double NANOS_PER_MINUTE = 60e9;
    private static final double MEBIBYTE = 1 << 20;
    private static final int INTERVALS = 12;

    private TrainingGrowth() {}

    /**
     * Trains and reports.
     *
     * @param arguments a network as in {@link Options}, and minutes
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String name = arguments[0];
        double minutes = Double.parseDouble(arguments[1]);
        Options options = Options.parse(new String[] {"--networks", name});
        Architecture architecture = options.network(name);
        Network network = Network.of(architecture, options.batch(), 1);
        Optimizer optimizer = new AdamW(network.parameters(), 0.9, 0.999, 1e-8, 0);
        Images images = Images.pipeline(TrainingSpeed.prepared(), ExecutorSide.recipe(options.batch()), 1);
        System.out.println(Machine.describe());
        long start = System.nanoTime();
        int step = 0;
        for (int interval = 1; interval <= INTERVALS; interval++) {
            while ((System.nanoTime() - start) / NANOS_PER_MINUTE < minutes * interval / INTERVALS) {
                images.give(step, network);
                network.step(step++);
                optimizer.step(RATE);
            }
            report(name, (System.nanoTime() - start) / NANOS_PER_MINUTE, step);
        }
        System.exit(0);
    }

    private static void report(String name, double minutes, int steps) throws IOException {
        long collections = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(collector -> collector.getCollectionCount())
                .sum();
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        Map<String, String> status = status();
        System.out.printf(
                "%s after %.1f min, %d steps: VmRSS %s, VmHWM %s, heap after a collection %.2f MiB, collections before %d%n",
                name, minutes, steps, status.get("VmRSS"), status.get("VmHWM"), heap / MEBIBYTE, collections);
    }

    /** A figure of this process's status, zero where the system does not show it. */
    static long kibibytes(String field) {
        try {
            return Long.parseLong(status().getOrDefault(field, "0 kB").split(" ")[0]);
        } catch (IOException notShown) {
            return 0;
        }
    }

    private static Map<String, String> status() throws IOException {
        Map<String, String> fields = new TreeMap<>();
        List<String> lines = Files.readAllLines(Path.of("/proc/self/status"));
        for (String line : lines) {
            int colon = line.indexOf(':');
            fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return fields;
    }
}
