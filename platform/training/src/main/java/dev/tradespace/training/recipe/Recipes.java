package dev.tradespace.training.recipe;

import dev.tradespace.core.training.Recipe;
import dev.tradespace.core.training.Recipe.Augmentation;
import dev.tradespace.core.training.Recipe.Optimizer;
import dev.tradespace.core.training.Recipe.Schedule;

/**
 * The recipe that each family begins with, for images of 28 to 64 pixels and minutes to an hour of training on a CPU. Every field of it can be changed.
 *
 * @source SGD and the weight decay of 5e-4: Zagoruyko and Komodakis 2016, section 3; one cycle: Smith and Topin 2018; AdamW for ViT: Touvron et al. 2021 (DeiT), table 9
 */
public final class Recipes {
    private static final Augmentation SHIFTED = new Augmentation(true, 2, 0, 0);

    private static final Recipe CONVOLUTIONAL =
            new Recipe(Optimizer.SGD, 0.2, Schedule.ONE_CYCLE, 0.25, 5e-4, 128, 0, 0, 0, SHIFTED);
    /** Depthwise kernels have few inputs each, and one rate does not suit them and the pointwise ones under plain SGD. */
    private static final Recipe DEPTHWISE =
            new Recipe(Optimizer.ADAMW, 0.004, Schedule.ONE_CYCLE, 0.25, 0.05, 128, 0, 0, 0, SHIFTED);

    private static final Recipe TRANSFORMER =
            new Recipe(Optimizer.ADAMW, 0.001, Schedule.COSINE, 0.1, 0.05, 128, 0.1, 1, 0, SHIFTED);
    private static final Recipe GENERAL =
            new Recipe(Optimizer.ADAMW, 0.002, Schedule.ONE_CYCLE, 0.25, 0.05, 128, 0, 1, 0, SHIFTED);

    private Recipes() {}

    /**
     * The recipe of a family; a careful general one for families that nobody here knows.
     *
     * @param family the plugin's id: {@code resnet}
     */
    public static Recipe of(String family) {
        return switch (family) {
            case "resnet", "inception" -> CONVOLUTIONAL;
            case "mobilenet", "efficientnet" -> DEPTHWISE;
            case "vit" -> TRANSFORMER;
            default -> GENERAL;
        };
    }
}
