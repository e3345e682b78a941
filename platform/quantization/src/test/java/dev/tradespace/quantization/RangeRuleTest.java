package dev.tradespace.quantization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.op.Shape;
import dev.tradespace.api.quantization.ActivationScale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RangeRuleTest {
    private static final int VALUES = 200_000;

    /** Rectified normal numbers, and one that is far off. */
    private static TensorStatistics rectified(float outlier) {
        SplittableRandom random = new SplittableRandom(4);
        float[] values = new float[VALUES];
        for (int i = 0; i < VALUES; i++) {
            values[i] = (float) Math.max(0, random.nextGaussian());
        }
        values[VALUES / 2] = outlier;
        TensorStatistics tensor = new TensorStatistics(Shape.of(1, 1, VALUES));
        tensor.range(values, 0);
        tensor.count(values, 0);
        return tensor;
    }

    @Test
    void onlyMinMaxReachesAValueThatIsFarOff() {
        TensorStatistics tensor = rectified(30);
        assertEquals(30, RangeRule.MIN_MAX.scale(tensor).most(), 1e-4);
        for (RangeRule rule : new RangeRule[] {RangeRule.PERCENTILE, RangeRule.ENTROPY}) {
            double most = rule.scale(tensor).most();
            assertTrue(most > 3 && most < 15, rule.id() + " reaches to " + most);
        }
        // The square of so large an error outweighs many small ones.
        double most = RangeRule.MEAN_SQUARE.scale(tensor).most();
        assertTrue(most > 15 && most < 29, () -> "mean-square reaches to " + most);
    }

    @Test
    void zeroIsExactInEveryRange() {
        for (RangeRule rule : RangeRule.values()) {
            ActivationScale scale = rule.scale(rectified(4));
            assertEquals(ActivationScale.LEAST, scale.zeroPoint(), rule.id());
            assertEquals(0, scale.least(), rule.id());
        }
        TensorStatistics constant = new TensorStatistics(Shape.of(2));
        constant.range(new float[] {0, 0}, 0);
        assertEquals(new ActivationScale(1, 0), RangeRule.ENTROPY.scale(constant));
    }
}
