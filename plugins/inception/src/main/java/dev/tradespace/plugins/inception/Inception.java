package dev.tradespace.plugins.inception;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.Parameter.Role;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.api.training.Recipe;
import java.util.List;

/**
 * The Inception family.
 *
 * @source Szegedy et al. 2015, "Going Deeper with Convolutions" (arXiv 1409.4842); Szegedy et al. 2016, "Rethinking the
 *     Inception Architecture for Computer Vision" (arXiv 1512.00567); Szegedy et al. 2017, "Inception-v4,
 *     Inception-ResNet and the Impact of Residual Connections on Learning" (arXiv 1602.07261); Zhang et al. 2017,
 *     "Understanding deep learning requires rethinking generalization" (arXiv 1611.03530) for small images
 */
public final class Inception implements ArchitecturePlugin {
    static final String GOOGLENET = "googlenet";
    static final String V3 = "inception-v3";
    static final String V4 = "inception-v4";
    static final String SMALL = "small";
    static final String REDUCED = "reduced";
    static final String NAIVE = "naive";

    private static final int LEAST_RESOLUTION = 28;

    private final SearchSpace space = SearchSpace.of(
            Parameter.choice("design", GOOGLENET, V3, V4, SMALL)
                    .meaning("which of the networks; small is the one for images of 28 px and more"),
            Parameter.choice("module", REDUCED, NAIVE)
                    .when("design", GOOGLENET)
                    .meaning("modules with 1x1 reductions before their larger kernels (reduced), or without (naive)"),
            Parameter.integers("wideKernel", 3, 5, 2, 3)
                    .when("design", GOOGLENET)
                    .meaning("kernel of the third branch: 5 as in the paper, 3 as in the released models"),
            Parameter.flag("aux", false)
                    .when("design", GOOGLENET, V3)
                    .meaning("classifiers beside the trunk while training"),
            Parameter.integers("stemStride", 1, 2, 1)
                    .when("design", SMALL)
                    .meaning("stride of the first convolution: 2 takes a quarter of the work"),
            Parameter.reals("width", 0.125, 4, 1).role(Role.WIDTH).meaning("multiplier on every number of channels"),
            Parameter.resolution(LEAST_RESOLUTION, 1024, 1, 224),
            Parameter.classes(1000));

    @Override
    public String id() {
        return "inception";
    }

    @Override
    public String title() {
        return "Inception";
    }

    @Override
    public String description() {
        return "Modules that look at their input through kernels of several sizes at once: GoogLeNet, also without its"
                + " 1x1 reductions, Inception-v3 and Inception-v4; and a small one for small images.";
    }

    @Override
    public String link() {
        return "https://arxiv.org/abs/1409.4842";
    }

    @Override
    public SearchSpace space() {
        return space;
    }

    @Override
    public List<Variant> variants() {
        return new InceptionVariants(space).all();
    }

    @Override
    public List<Problem> check(Configuration configuration) {
        String design = configuration.choice("design");
        int least = leastResolution(design);
        int resolution = configuration.resolution();
        return resolution >= least
                ? List.of()
                : List.of(new Problem(
                        "resolution", "must be at least " + least + " for " + design + ", was " + resolution));
    }

    /** The least resolution at which something is left for the last, unpadded windows. */
    private static int leastResolution(String design) {
        return switch (design) {
            case SMALL -> LEAST_RESOLUTION;
            case GOOGLENET -> 31;
            default -> 75;
        };
    }

    @Override
    public Recipe recipe(Configuration configuration) {
        return Recipe.sgd(0.2);
    }

    @Override
    public Architecture build(Configuration configuration) {
        Units units = new Units(configuration.real("width"));
        int resolution = configuration.resolution();
        int classes = configuration.classes();
        return switch (configuration.choice("design")) {
            case GOOGLENET -> googLeNet(units, configuration).build(resolution, classes);
            case V3 -> new InceptionV3(units, configuration.flag("aux")).build(resolution, classes);
            case SMALL -> new SmallInception(units, configuration.integer("stemStride")).build(resolution, classes);
            default -> new InceptionV4(units).build(resolution, classes);
        };
    }

    private static GoogLeNet googLeNet(Units units, Configuration configuration) {
        return new GoogLeNet(
                units,
                configuration.choice("module").equals(NAIVE),
                configuration.integer("wideKernel"),
                configuration.flag("aux"));
    }
}
