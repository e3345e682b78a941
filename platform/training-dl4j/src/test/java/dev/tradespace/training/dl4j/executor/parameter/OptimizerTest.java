package dev.tradespace.training.dl4j.executor.parameter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.op.Shape;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class OptimizerTest {
    private static final double RATE = 0.05;
    private static final double DECAY = 0.1;
    /** A few roundings of 24 bits of numbers about one. */
    private static final double TOLERANCE = 2e-6;

    private static Parameters parameters() {
        Architecture architecture =
                Flow.input(Shape.of(5)).dense(7).relu().dense(3).architecture();
        Parameters parameters = Parameters.of(architecture);
        parameters.load(RandomWeights.of(architecture, 1));
        return parameters;
    }

    private static float[] values(Parameters parameters) {
        return parameters.values().toFloatVector();
    }

    private static void draw(Parameters parameters, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (ParameterTensor tensor : parameters.tensors().values()) {
            FloatBuffer gradient = Floats.buffer(parameters.gradients());
            for (int i = 0; i < tensor.length(); i++) {
                gradient.put(tensor.offset() + i, (float) random.nextDouble(-1, 1));
            }
        }
    }

    @Test
    void movesAsAdamWithDecoupledDecayIsDefined() {
        Parameters parameters = parameters();
        Optimizer optimizer = new AdamW(parameters, 0.9, 0.999, 1e-8, DECAY);
        int size = values(parameters).length;
        double[] p = doubles(values(parameters));
        double[] m = new double[size];
        double[] v = new double[size];
        for (int t = 1; t <= 3; t++) {
            draw(parameters, t);
            optimizer.step(RATE);
            float[] g = parameters.gradients().toFloatVector();
            for (int i = 0; i < size; i++) {
                m[i] = 0.9 * m[i] + 0.1 * g[i];
                v[i] = 0.999 * v[i] + 0.001 * g[i] * g[i];
                double step = m[i] / (1 - Math.pow(0.9, t)) / (Math.sqrt(v[i] / (1 - Math.pow(0.999, t))) + 1e-8);
                p[i] = p[i] * (1 - (i < parameters.decayed() ? RATE * DECAY : 0)) - RATE * step;
            }
        }
        assertClose(p, values(parameters));
    }

    @Test
    void movesAsNesterovsMomentumIsDefined() {
        Parameters parameters = parameters();
        Optimizer optimizer = new Sgd(parameters, 0.9, DECAY);
        int size = values(parameters).length;
        double[] p = doubles(values(parameters));
        double[] u = new double[size];
        for (int t = 1; t <= 3; t++) {
            draw(parameters, t);
            optimizer.step(RATE);
            float[] g = parameters.gradients().toFloatVector();
            for (int i = 0; i < size; i++) {
                double gradient = g[i] + (i < parameters.decayed() ? DECAY * p[i] : 0);
                u[i] = 0.9 * u[i] + gradient;
                p[i] -= RATE * (gradient + 0.9 * u[i]);
            }
        }
        assertClose(p, values(parameters));
    }

    @Test
    void decaysKernelsAndNothingElse() {
        Parameters parameters = parameters();
        parameters.values().assign(1);
        new AdamW(parameters, 0.9, 0.999, 1e-8, DECAY).step(RATE);
        for (ParameterTensor tensor : parameters.tensors().values()) {
            boolean kernel = tensor.spec().name().endsWith("weight");
            float expected = kernel ? (float) (1 - RATE * DECAY) : 1;
            assertEquals(
                    expected, values(parameters)[tensor.offset()], tensor.spec().name());
        }
    }

    @Test
    void goesOnFromASavedStateAsIfNeverInterrupted() {
        assertResumes(parameters -> new AdamW(parameters, 0.9, 0.999, 1e-8, DECAY));
        assertResumes(parameters -> new Sgd(parameters, 0.9, DECAY));
    }

    private static void assertResumes(Function<Parameters, Optimizer> maker) {
        Parameters whole = parameters();
        Optimizer uninterrupted = maker.apply(whole);
        Parameters parts = parameters();
        Optimizer before = maker.apply(parts);
        for (int t = 0; t < 2; t++) {
            step(whole, uninterrupted, t);
            step(parts, before, t);
        }
        Optimizer after = maker.apply(parts);
        for (int i = 0; i < after.state().size(); i++) {
            after.state()
                    .get(i)
                    .put(0, before.state().get(i), 0, before.state().get(i).capacity());
        }
        after.steps(before.steps());
        step(whole, uninterrupted, 2);
        step(parts, after, 2);
        assertArrayEquals(values(whole), values(parts));
    }

    private static void step(Parameters parameters, Optimizer optimizer, long seed) {
        draw(parameters, seed);
        optimizer.step(RATE);
    }

    @Test
    void clipsALongGradientAndLeavesAShortOne() {
        Parameters parameters = parameters();
        draw(parameters, 1);
        double norm = parameters.gradients().norm2Number().doubleValue();

        assertEquals(norm, parameters.clipGradient(2 * norm), 1e-5);
        assertEquals(norm, parameters.gradientNorm(), 1e-5);
        assertEquals(norm, parameters.clipGradient(norm / 4), 1e-5);
        assertEquals(norm / 4, parameters.gradientNorm(), 1e-5);
    }

    @Test
    void seesAGradientThatIsNotANumber() {
        Parameters parameters = parameters();
        Floats.buffer(parameters.gradients()).put(3, Float.NaN);
        assertTrue(Double.isNaN(parameters.gradientNorm()));
    }

    @Test
    void averagesAndSwaps() {
        Parameters parameters = parameters();
        parameters.values().assign(1);
        ExponentialMovingAverage averaging = new ExponentialMovingAverage(parameters);
        parameters.values().assign(2);
        averaging.update(0.75);

        averaging.swap();
        assertEquals(1.25f, values(parameters)[0]);
        averaging.swap();
        assertEquals(2, values(parameters)[0]);
    }

    private static double[] doubles(float[] values) {
        double[] copy = new double[values.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values[i];
        }
        return copy;
    }

    private static void assertClose(double[] expected, float[] actual) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], TOLERANCE, "element " + i);
        }
    }
}
