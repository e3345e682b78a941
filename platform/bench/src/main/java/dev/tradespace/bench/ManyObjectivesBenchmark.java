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

/** Fronts and volumes of points on a sphere, where none dominates another, under more than two objectives. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-XX:ActiveProcessorCount=1")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ManyObjectivesBenchmark {
    private static final long SEED = 20_261_122;

    /** How many points. */
    @Param({"50", "200", "1000"})
    int points;

    /** How many objectives. */
    @Param({"3", "4"})
    int objectives;

    private double[][] sphere = new double[0][];
    private double[] reference = new double[0];

    /** Draws the points. */
    @Setup
    public void draw() {
        Random random = new Random(SEED);
        sphere = new double[points][objectives];
        for (double[] point : sphere) {
            Arrays.setAll(point, axis -> -Math.abs(random.nextGaussian()));
            double length = Math.sqrt(Arrays.stream(point).map(x -> x * x).sum());
            Arrays.setAll(point, axis -> point[axis] / length);
        }
        reference = new double[objectives];
    }

    /** Which of the points nothing dominates. */
    @Benchmark
    public boolean[] nonDominated() {
        return Dominance.nonDominated(sphere);
    }

    /** What the points dominate. */
    @Benchmark
    public double hypervolume() {
        return Hypervolume.of(sphere, reference);
    }
}
