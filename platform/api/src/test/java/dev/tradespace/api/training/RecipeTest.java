package dev.tradespace.api.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {
    private static Recipe recipe(Recipe.Optimizer optimizer, int batch) {
        return new Recipe(optimizer, 0.2, Recipe.Schedule.COSINE, 0, 0, batch, 0, 0, 0, Recipe.Augmentation.NONE);
    }

    @ParameterizedTest
    @CsvSource({"55000, 128, 0.2", "512, 128, 0.2", "511, 64, 0.1", "56, 8, 0.0125", "2, 8, 0.0125"})
    void aSmallFolderHasAtLeastFourStepsInAnEpoch(int images, int batch, double rate) {
        Recipe fitted = recipe(Recipe.Optimizer.SGD, 128).forImages(images);
        assertEquals(batch, fitted.batch());
        assertEquals(rate, fitted.learningRate(), 1e-15);
    }

    @Test
    void theRateOfAdamFallsWithTheRoot() {
        assertEquals(0.1, recipe(Recipe.Optimizer.ADAMW, 64).forImages(100).learningRate(), 1e-15);
        assertEquals(16, recipe(Recipe.Optimizer.ADAMW, 64).forImages(100).batch());
        assertEquals(4, recipe(Recipe.Optimizer.ADAMW, 4).forImages(9).batch(), "as it was");
    }

    @Test
    void changesOneFieldAndKeepsTheOthers() {
        Recipe changed = Recipe.sgd(0.2).with("augmentation.mixup", 0.5).schedule(Recipe.Schedule.COSINE, 0.1);
        assertEquals(
                new Recipe(
                        Recipe.Optimizer.SGD,
                        0.2,
                        Recipe.Schedule.COSINE,
                        0.1,
                        5e-4,
                        128,
                        0,
                        0,
                        0,
                        new Recipe.Augmentation(true, 2, 0.5, 0)),
                changed);
    }

    @ParameterizedTest
    @CsvSource({
        "learningRate, a number above 0 and at most 100",
        "warmup, a number from 0 to 0.5",
        "weightDecay, a number from 0 to 10",
        "labelSmoothing, a number from 0 to below 1",
        "clipNorm, a number of at least 0",
        "averaging, a number from 0 to below 1",
        "augmentation.mixup, a number from 0 to 10",
        "augmentation.erasing, a number from 0 to 1"
    })
    void saysWhichValueWouldBeRight(String field, String rule) {
        assertEquals(
                field.replace("augmentation.", "") + " must be " + rule + ", was NaN",
                assertThrows(IllegalArgumentException.class, () -> Recipe.GENERAL.with(field, Double.NaN))
                        .getMessage());
    }

    @Test
    void refusesAFieldThatThereIsNot() {
        assertEquals(
                "a recipe has no field momentum",
                assertThrows(IllegalArgumentException.class, () -> Recipe.GENERAL.with("momentum", 0.9))
                        .getMessage());
    }

    @Test
    void isCarefulWhereAFamilySaysNothing() {
        assertEquals(
                new Recipe(
                        Recipe.Optimizer.ADAMW,
                        0.002,
                        Recipe.Schedule.ONE_CYCLE,
                        0.25,
                        0.05,
                        128,
                        0,
                        1,
                        0,
                        new Recipe.Augmentation(true, 2, 0, 0)),
                Recipe.GENERAL);
    }
}
