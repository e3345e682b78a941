package dev.tradespace.bench;

import dev.tradespace.api.pareto.Dominance;
import dev.tradespace.api.pareto.Hypervolume;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Fronts and volumes of many points. Ten times the points should take little more than ten times as long under two objectives, also where no
 * point dominates another, which is the worst case.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-XX:ActiveProcessorCount=1")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ParetoBenchmark {
    private static final long SEED = 20_261_122;

    /** How many points. */
    @Param({"1000", "10000", "100000"})
    int points;

    /** Whether they lie on a curve where none dominates another, or anywhere. */
    @Param({"curve", "cloud"})
    String form;

    private double[][] two = new double[0][];

    /** Draws the points, in no order. */
    @Setup
    public void draw() {
        Random random = new Random(SEED);
        two = new double[points][2];
        for (double[] point : two) {
            Arrays.setAll(point, axis -> random.nextDouble());
            if (form.equals("curve")) {
                point[1] = 1 - point[0];
            }
        }
    }

    /** Which of the points nothing dominates, under two objectives. */
    @Benchmark
    public boolean[] nonDominatedOfTwo() {
        return Dominance.nonDominated(two);
    }

    /** What the points dominate, under two objectives. */
    @Benchmark
    public double hypervolumeOfTwo() {
        return Hypervolume.of(two, new double[] {1, 1});
    }
}
