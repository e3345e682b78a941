package dev.tradespace.bench.training;

import dev.tradespace.training.data.home.Datasets;
import dev.tradespace.training.data.io.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Training speed of our executor beside PyTorch and LibTorch: every round runs each side in turn, in a process of its own, on the same
 * network, weights and images, with one thread.
 *
 * <p>The goal is at least 1.2 times the images per CPU-second of the fastest peer on each network.
 */
public final class TrainingSpeed {
    private static final double SAME_LOSS = 1e-3;

    private final Options options;
    private final List<Side> sides;

    private TrainingSpeed(Options options, List<Side> sides) {
        this.options = options;
        this.sides = sides;
    }

    /**
     * Compares; run it in the root of the tree.
     *
     * @param arguments see {@link Options}
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = Options.parse(arguments);
        System.out.println(Machine.describe());
        new TrainingSpeed(options, sides(options)).compare();
    }

    private static List<Side> sides(Options options) throws IOException {
        List<Side> sides = new ArrayList<>();
        for (String name : options.sides()) {
            switch (name) {
                case "executor" -> sides.add(Side.executor());
                case "pipeline" -> sides.add(Side.pipeline(prepared()));
                case "torch" -> sides.addAll(List.of(Side.torch(false), Side.torch(true)));
                case "libtorch" -> sides.addAll(List.of(Side.libTorch(false), Side.libTorch(true)));
                default ->
                    throw new IllegalArgumentException("sides are executor, pipeline, torch and libtorch, was " + name);
            }
        }
        return sides;
    }

    /** Images for the pipeline: those that are built in. */
    static Path prepared() throws IOException {
        System.out.println("preparing images, which takes half a minute and more where others work");
        return Datasets.at(Files.createTempDirectory("tradespace-training-images-"), List.of())
                .prepared("synthetic-shapes", 32, ProgressListener.SILENT);
    }

    private void compare() throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("tradespace-training-speed-");
        List<String> summary = new ArrayList<>();
        for (String name : options.networks()) {
            TrainingWorkload workload = TrainingWorkload.write(options.network(name), name, options.batch(), scratch);
            summary.addAll(compare(name, workload));
        }
        System.out.println("\nmedians over the rounds; ratio: executor over this side in the same round, its median");
        summary.forEach(System.out::println);
    }

    private List<String> compare(String name, TrainingWorkload workload) throws IOException, InterruptedException {
        Map<Side, List<Side.Answer>> answers = new LinkedHashMap<>();
        sides.forEach(side -> answers.put(side, new ArrayList<>()));
        for (int round = 0; round < options.rounds(); round++) {
            for (int turn = 0; turn < sides.size(); turn++) {
                // Another begins in every round, so that none always meets the same state of the machine.
                Side side = sides.get((round + turn) % sides.size());
                Side.Answer answer = side.await(side.start(workload, options.batch(), options.seconds()));
                of(answers, side).add(answer);
                System.out.printf(
                        "%s round %d: %-24s %7.1f images/CPU-s %7.1f images/s, first loss %.5f (%s)%n",
                        name,
                        round + 1,
                        side.name(),
                        answer.imagesPerCpuSecond(),
                        answer.imagesPerSecond(),
                        answer.firstLoss(),
                        answer.version());
            }
        }
        checkLosses(name, answers);
        return summarise(name, answers);
    }

    private static List<Side.Answer> of(Map<Side, List<Side.Answer>> answers, Side side) {
        return Objects.requireNonNull(answers.get(side));
    }

    /** All sides must train the same network; the pipeline has images of its own. */
    private void checkLosses(String name, Map<Side, List<Side.Answer>> answers) {
        double expected = of(answers, sides.get(0)).get(0).firstLoss();
        for (Side side : sides) {
            double loss = of(answers, side).get(0).firstLoss();
            if (!side.name().equals("executor with pipeline")
                    && Math.abs(loss - expected) > SAME_LOSS * Math.abs(expected)) {
                throw new IllegalStateException(
                        name + ": the first loss of " + side.name() + " is " + loss + ", not " + expected);
            }
        }
    }

    private List<String> summarise(String name, Map<Side, List<Side.Answer>> answers) {
        List<String> lines = new ArrayList<>();
        Optional<Side> ours =
                sides.stream().filter(side -> side.name().equals("executor")).findFirst();
        for (Side side : sides) {
            double[] speeds = speeds(of(answers, side));
            String ratio = "";
            if (ours.isPresent() && !ours.get().equals(side)) {
                double[] own = speeds(of(answers, ours.get()));
                double[] ratios = new double[own.length];
                Arrays.setAll(ratios, round -> own[round] / speeds[round]);
                ratio = String.format("ratio %.2f (%.2f to %.2f)", median(ratios), min(ratios), max(ratios));
            }
            lines.add(String.format(
                    "%-10s %-24s %7.1f images/CPU-s (%.1f to %.1f)  %s",
                    name, side.name(), median(speeds), min(speeds), max(speeds), ratio));
        }
        return lines;
    }

    private static double[] speeds(List<Side.Answer> answers) {
        return answers.stream().mapToDouble(Side.Answer::imagesPerCpuSecond).toArray();
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
