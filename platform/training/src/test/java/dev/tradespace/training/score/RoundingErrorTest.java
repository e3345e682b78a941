package dev.tradespace.training.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.api.op.Window;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundingErrorTest {
    /** Half precision, so that the float's own rounding does not show. */
    private static final double HALF = 0x1p-11;

    private static final Architecture NETWORK = Flow.input(Shape.of(3, 32, 32))
            .conv(32, Window.kernel(3).padding(1))
            .batchNorm(1e-5)
            .relu()
            .conv(64, Window.kernel(3).padding(1))
            .globalAveragePool()
            .flatten()
            .dense(1000)
            .architecture();

    private static final Weights ONES = new Weights() {
        @Override
        public String id() {
            return "ones";
        }

        @Override
        public float[] values(WeightSpec tensor) {
            float[] ones = new float[Math.toIntExact(tensor.elements())];
            Arrays.fill(ones, 1);
            return ones;
        }
    };

    private static WeightSpec kernel(int index) {
        List<WeightSpec> kernels = NETWORK.weights().values().stream()
                .filter(tensor -> tensor.role() == WeightSpec.Role.KERNEL)
                .toList();
        return kernels.get(index);
    }

    private static float[] perturbed(WeightSpec tensor, double unitRoundoff, int draw) {
        return RoundingError.perturbed(NETWORK, ONES, unitRoundoff, draw).values(tensor);
    }

    /** Root of the mean square of how far the ones are off. */
    private static double size(WeightSpec tensor, double unitRoundoff) {
        double squares = 0;
        float[] values = perturbed(tensor, unitRoundoff, 0);
        for (float value : values) {
            squares += (value - 1.0) * (value - 1.0);
        }
        return Math.sqrt(squares / values.length);
    }

    /**
     * 288 products, and 4 of the activation before; 64 products, and 1024 pooled and 4 for what only moves. Each value
     * has a part of its own and one that it shares with the terms of its sum: together the root of 1/6 and 1/9.
     */
    @Test
    void weightsAreOffByTheRootOfTheRoundingsOfTheirLayer() {
        double second = HALF * Math.sqrt((288 + 4) * (1 / 6.0 + 1 / 9.0));
        assertEquals(second, size(kernel(1), HALF), 0.1 * second);
        double last = HALF * Math.sqrt((64 + 1024 + 4) * (1 / 6.0 + 1 / 9.0));
        assertEquals(last, size(kernel(2), HALF), 0.1 * last);
    }

    @Test
    void weightsAreOffByAsMuchMoreAsThePrecisionIsLess() {
        assertEquals(size(kernel(1), HALF) / 8, size(kernel(1), HALF / 8), 1e-3 * HALF);
    }

    @Test
    void aDrawIsTheSameEveryTimeAndUnlikeTheOthers() {
        float[] first = perturbed(kernel(1), HALF, 0);
        assertArrayEquals(first, perturbed(kernel(1), HALF, 0));
        assertFalse(Arrays.equals(first, perturbed(kernel(1), HALF, 1)));
    }

    @Test
    void refusesATensorThatTheNetworkLacks() {
        WeightSpec stranger = kernel(0).within("stranger");
        assertThrows(IllegalArgumentException.class, () -> perturbed(stranger, HALF, 0));
    }

    /** A spread of 8; of the eight draws two are off, by at most 0.03 and 0.04: the mean square is 0.0025 / 8. */
    @Test
    void toleratesWhatTheDrawsDidTimesAFactorForTheirNumber() {
        Logits answers = Logits.of(2, 0, 8, 4, 2);
        float[] draws = new float[2 * 2 * RoundingError.DRAWS];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = answers.value(i / 2 % 2, i % 2);
        }
        draws[0] += 0.03f;
        draws[1] -= 0.01f;
        draws[7] -= 0.04f;
        double expected = 5.041 * Math.sqrt(2) * Math.sqrt(0.0025 / 8) / 8;
        assertEquals(expected, RoundingError.tolerance(answers, Logits.of(2, draws)), 1e-6);
    }

    @Test
    void toleratesAHundredThousandthOfTheSpreadWhereRoundingDidNothing() {
        Logits answers = Logits.of(2, 0, 8, 4, 2);
        float[] draws = new float[2 * 2 * RoundingError.DRAWS];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = answers.value(i / 2 % 2, i % 2);
        }
        assertEquals(1e-5, RoundingError.tolerance(answers, Logits.of(2, draws)));
    }

    @Test
    void refusesDrawsOfOtherImagesOrClasses() {
        Logits answers = Logits.of(2, 0, 8, 4, 2);
        assertThrows(IllegalArgumentException.class, () -> RoundingError.tolerance(answers, answers));
        Logits others = Logits.of(1, new float[2 * RoundingError.DRAWS]);
        assertThrows(IllegalArgumentException.class, () -> RoundingError.tolerance(answers, others));
        Logits none = Logits.of(2);
        assertThrows(IllegalArgumentException.class, () -> RoundingError.tolerance(none, none));
    }
}
