package dev.tradespace.core.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
