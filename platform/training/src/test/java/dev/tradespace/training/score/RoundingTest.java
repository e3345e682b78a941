package dev.tradespace.training.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;
import org.junit.jupiter.api.Test;

class RoundingTest {
    private static Architecture network(int blocks) {
        Flow flow = Flow.input(Shape.of(3, 32, 32)).conv(32, Window.kernel(3).padding(1));
        for (int i = 0; i < blocks; i++) {
            flow = flow.batchNorm(1e-5).relu().conv(32, Window.kernel(3).padding(1));
        }
        return flow.globalAveragePool().flatten().dense(10).architecture();
    }

    /** 27 products in the first convolution, 288 in each other; 4 for each normalisation and activation; 1024 pooled, 4 for what moves only, 32 in the last. */
    @Test
    void growsWithTheRootOfTheRoundingsOnTheWay() {
        double roundings = 4 + 27 + 9 * (288 + 4 + 4) + 1024 + 4 + 32;
        assertEquals(
                8 * 2 * 8 * Rounding.FP32 * Math.sqrt(roundings), Rounding.tolerance(network(9), Rounding.FP32), 1e-9);
    }

    /** A sound network of two small searches was off by that much. */
    @Test
    void allowsWhatRoundingDoesToTheNetworksThatAreSearched() {
        assertTrue(Rounding.tolerance(network(20), Rounding.FP32) > 2 * 1.5e-4);
    }

    @Test
    void isNeverLessThanATenThousandthNorMoreThanAFifthOfWhatAMistakeDoes() {
        assertEquals(1e-4, Rounding.tolerance(network(0), 0x1p-40));
        assertEquals(2e-3, Rounding.tolerance(network(2000), Rounding.FP32));
        assertEquals(2e-3, Rounding.tolerance(network(5), 0x1p-11), "half precision");
    }
}
