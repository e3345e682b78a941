package dev.tradespace.plugins.resnet;

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
 * The ResNet family.
 *
 * @source He, Zhang, Ren &amp; Sun 2016, "Deep Residual Learning for Image Recognition" (arXiv 1512.03385); Zagoruyko
 *     &amp; Komodakis 2016, "Wide Residual Networks" (arXiv 1605.07146); Xie, Girshick, Doll&aacute;r, Tu &amp; He
 *     2017, "Aggregated Residual Transformations for Deep Neural Networks" (arXiv 1611.05431)
 */
public final class ResNet implements ArchitecturePlugin {
    static final String IMAGENET = "imagenet";
    static final String CIFAR = "cifar";
    static final String BOTTLENECK = "bottleneck";
    static final String BASIC = "basic";

    private final SearchSpace space = SearchSpace.of(
            Parameter.choice("design", IMAGENET, CIFAR)
                    .meaning("a 7x7 stem and four stages (imagenet), or a 3x3 stem and three stages (cifar)"),
            Parameter.choice("block", BOTTLENECK, BASIC)
                    .when("design", IMAGENET)
                    .meaning("1x1, 3x3, 1x1 convolutions (bottleneck), or two 3x3 convolutions (basic)"),
            Parameter.integers("depth1", 1, 40, 3)
                    .role(Role.DEPTH)
                    .when("design", IMAGENET)
                    .meaning("blocks in the first stage"),
            Parameter.integers("depth2", 1, 40, 4)
                    .role(Role.DEPTH)
                    .when("design", IMAGENET)
                    .meaning("blocks in the second stage"),
            Parameter.integers("depth3", 1, 40, 6)
                    .role(Role.DEPTH)
                    .when("design", IMAGENET)
                    .meaning("blocks in the third stage"),
            Parameter.integers("depth4", 1, 40, 3)
                    .role(Role.DEPTH)
                    .when("design", IMAGENET)
                    .meaning("blocks in the fourth stage"),
            Parameter.integers("groups", 1, 64, 1)
                    .when("block", BOTTLENECK)
                    .meaning("groups of the 3x3 convolutions (cardinality)"),
            Parameter.integers("widthPerGroup", 1, 128, 64)
                    .when("block", BOTTLENECK)
                    .meaning("inner channels per group in the first stage"),
            Parameter.integers("n", 1, 32, 3)
                    .role(Role.DEPTH)
                    .when("design", CIFAR)
                    .meaning("blocks in each stage: the network has 6n + 2 layers"),
            Parameter.integers("stemStride", 1, 2, 1)
                    .when("design", CIFAR)
                    .meaning("stride of the first convolution: 2 takes a quarter of the work"),
            Parameter.reals("width", 0.125, 4, 1).role(Role.WIDTH).meaning("multiplier on every number of channels"),
            Parameter.resolution(16, 1024, 1, 224),
            Parameter.classes(1000));

    @Override
    public String id() {
        return "resnet";
    }

    @Override
    public String title() {
        return "ResNet";
    }

    @Override
    public String description() {
        return "Residual networks: blocks that learn what to add to their input. With wide and grouped (ResNeXt)"
                + " blocks, and the small ones for CIFAR.";
    }

    @Override
    public String link() {
        return "https://arxiv.org/abs/1512.03385";
    }

    @Override
    public SearchSpace space() {
        return space;
    }

    @Override
    public List<Variant> variants() {
        return new ResNetVariants(space).all();
    }

    @Override
    public Recipe recipe(Configuration configuration) {
        return Recipe.sgd(0.2);
    }

    @Override
    public Architecture build(Configuration configuration) {
        double width = configuration.real("width"); // Zagoruyko & Komodakis 2016, section 2 (their k)
        int resolution = configuration.resolution();
        int classes = configuration.classes();
        if (configuration.choice("design").equals(CIFAR)) {
            return new CifarDesign(configuration.integer("n"), configuration.integer("stemStride"), width)
                    .build(resolution, classes);
        }
        List<Integer> depths = List.of(
                configuration.integer("depth1"),
                configuration.integer("depth2"),
                configuration.integer("depth3"),
                configuration.integer("depth4"));
        return new ImageNetDesign(block(configuration), depths, width).build(resolution, classes);
    }

    private static Block block(Configuration configuration) {
        return configuration.choice("block").equals(BASIC)
                ? new Block.Basic()
                : new Block.Bottleneck(configuration.integer("groups"), configuration.integer("widthPerGroup"));
    }
}
