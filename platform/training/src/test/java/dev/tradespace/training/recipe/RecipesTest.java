package dev.tradespace.training.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.tradespace.core.training.Recipe;
import org.junit.jupiter.api.Test;

class RecipesTest {
    @Test
    void suitsTheFamilyAndHasAGeneralOneForStrangers() {
        assertEquals(Recipe.Optimizer.SGD, Recipes.of("resnet").optimizer());
        assertEquals(Recipe.Optimizer.ADAMW, Recipes.of("vit").optimizer());
        assertNotEquals(Recipes.of("resnet"), Recipes.of("tinynet"));
        assertEquals(Recipes.of("tinynet"), Recipes.of("another"));
    }
}
