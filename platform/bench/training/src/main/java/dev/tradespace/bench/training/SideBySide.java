package dev.tradespace.bench.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Two trainings side by side against one alone, in images per second: every round runs one, then two at once, each with one thread, behind the pipeline.
 *
 * <p>On two cores that nothing else uses the goal is at least 1.8.
 */
public final class SideBySide {
    private SideBySide() {}

    /**
     * Compares; run it in the root of the tree.
     *
     * @param arguments see {@link Options}; {@code --sides} has no meaning here
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options = Options.parse(arguments);
        System.out.println(Machine.describe());
        Path scratch = Files.createTempDirectory("tradespace-side-by-side-");
        Side side = Side.pipeline(TrainingSpeed.prepared());
        for (String name : options.networks()) {
            TrainingWorkload workload = TrainingWorkload.write(options.network(name), name, options.batch(), scratch);
            double[] ratios = new double[options.rounds()];
            for (int round = 0; round < ratios.length; round++) {
                double alone = side.await(side.start(workload, options.batch(), options.seconds()))
                        .imagesPerSecond();
                Process first = side.start(workload, options.batch(), options.seconds());
                Process second = side.start(workload, options.batch(), options.seconds());
                double together =
                        side.await(first).imagesPerSecond() + side.await(second).imagesPerSecond();
                ratios[round] = together / alone;
                System.out.printf(
                        "%s round %d: alone %.1f images/s, two together %.1f images/s, ratio %.2f%n",
                        name, round + 1, alone, together, ratios[round]);
            }
            Arrays.sort(ratios);
            System.out.printf("%s: median ratio %.2f%n", name, ratios[ratios.length / 2]);
        }
    }
}
