package dev.tradespace.training.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.training.Recipe;
import org.junit.jupiter.api.Test;

class LearningRateTest {
    private static final double TIGHT = 1e-12;

    private static Recipe recipe(Recipe.Schedule schedule, double warmup) {
        return new Recipe(Recipe.Optimizer.SGD, 0.4, schedule, warmup, 0, 8, 0, 0, 0, Recipe.Augmentation.NONE);
    }

    @Test
    void cosineRisesInAStraightLineAndFallsToZero() {
        Recipe recipe = recipe(Recipe.Schedule.COSINE, 0.2);
        assertEquals(0, LearningRate.at(recipe, 0), TIGHT);
        assertEquals(0.1, LearningRate.at(recipe, 0.05), TIGHT);
        assertEquals(0.4, LearningRate.at(recipe, 0.2), TIGHT);
        assertEquals(0.2, LearningRate.at(recipe, 0.6), TIGHT);
        assertEquals(0, LearningRate.at(recipe, 1), TIGHT);
    }

    @Test
    void oneCycleRisesFromA25thAndFallsToA10000thOfThat() {
        Recipe recipe = recipe(Recipe.Schedule.ONE_CYCLE, 0.5);
        assertEquals(0.016, LearningRate.at(recipe, 0), TIGHT);
        assertEquals(0.208, LearningRate.at(recipe, 0.25), TIGHT);
        assertEquals(0.4, LearningRate.at(recipe, 0.5), TIGHT);
        assertEquals(0.016 / 10_000, LearningRate.at(recipe, 1), TIGHT);
    }

    @Test
    void beginsAtItsHeightWithoutWarmUp() {
        for (Recipe.Schedule schedule : Recipe.Schedule.values()) {
            assertEquals(0.4, LearningRate.at(recipe(schedule, 0), 0), TIGHT);
        }
    }

    @Test
    void isNeverAboveItsHeightNorBelowZeroAndStaysAtItsEnds() {
        for (Recipe.Schedule schedule : Recipe.Schedule.values()) {
            for (double warmup : new double[] {0, 0.1, 0.5}) {
                Recipe recipe = recipe(schedule, warmup);
                for (int i = 0; i <= 1000; i++) {
                    double rate = LearningRate.at(recipe, i / 1000.0);
                    assertTrue(rate >= 0 && rate <= 0.4 + TIGHT, schedule + " " + i + ": " + rate);
                }
                assertEquals(LearningRate.at(recipe, 1), LearningRate.at(recipe, 1.5));
                assertEquals(LearningRate.at(recipe, 0), LearningRate.at(recipe, -1));
            }
        }
    }
}
