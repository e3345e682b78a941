package dev.tradespace.plugins.mobilenet;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.Parameter.Role;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.api.training.Recipe;
import java.util.List;

/**
 * The MobileNet family: v1, v2, v3 large and small, at any width and resolution, and with fewer strides for small
 * images.
 */
public final class MobileNetPlugin implements ArchitecturePlugin {
    private final SearchSpace space = SearchSpace.of(
            Parameter.choice("generation", "v1", "v2", "v3-large", "v3-small")
                    .meaning("v1: depthwise separable convolutions; v2: inverted residuals; v3: searched"),
            Parameter.resolution(16, 512, 1, 224),
            Parameter.classes(1000),
            Parameter.integers("skipStrides", 0, 3, 0)
                    .meaning("how many of the first strides are left out: 2 for images of about 32 px, so that 4x4"
                            + " positions are left at the end"),
            Parameter.reals("width", 0.1, 2, 1)
                    .role(Role.WIDTH)
                    .meaning("width multiplier: factor of every layer's channels"),
            Parameter.reals("depth", 0.1, 2, 1)
                    .role(Role.DEPTH)
                    .meaning("factor of the layers of every stage, rounded up: below 1 for small images and short"
                            + " trainings"),
            Parameter.flag("narrowHead", false)
                    .meaning("a width below 1 narrows the last layer before the classifier as well")
                    .when("generation", "v2", "v3-large", "v3-small"),
            Parameter.integers("expansion", 1, 10, 6)
                    .meaning("factor by which an inverted residual widens its input (t)")
                    .when("generation", "v2"),
            Parameter.flag("squeezeExcitation", true)
                    .meaning("squeeze-and-excitation where the paper's table has it")
                    .when("generation", "v3-large", "v3-small"),
            Parameter.reals("dropout", 0, 0.9, 0.2).meaning("dropout rate before the classifier"));

    /** The family as it was published. */
    public MobileNetPlugin() {}

    @Override
    public String id() {
        return "mobilenet";
    }

    @Override
    public String title() {
        return "MobileNet";
    }

    @Override
    public String description() {
        return "Networks for phones: depthwise convolutions do the spatial work, pointwise ones the rest;"
                + " a width and a resolution multiplier trade accuracy for cost.";
    }

    @Override
    public String link() {
        return "https://arxiv.org/abs/1704.04861";
    }

    @Override
    public List<Variant> variants() {
        return new MobileNetVariants(space).all();
    }

    @Override
    public SearchSpace space() {
        return space;
    }

    @Override
    public Recipe recipe(Configuration configuration) {
        // Depthwise kernels have few inputs each: one rate of plain SGD does not suit them and the pointwise ones.
        return Recipe.adamw(0.004);
    }

    @Override
    public Architecture build(Configuration configuration) {
        return switch (configuration.choice("generation")) {
            case "v1" -> MobileNetV1.build(configuration);
            case "v2" -> MobileNetV2.build(configuration);
            case "v3-large" -> MobileNetV3.LARGE.build(configuration);
            default -> MobileNetV3.SMALL.build(configuration);
        };
    }
}
