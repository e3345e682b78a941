package dev.tradespace.plugins.efficientnet;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.Parameter.Role;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.api.training.Recipe;
import java.util.ArrayList;
import java.util.List;

/**
 * The EfficientNet family: B0 to B7, Lite0 to Lite4, V2-S to V2-L, small ones, and all that scaling makes of their
 * baselines.
 */
public final class EfficientNetPlugin implements ArchitecturePlugin {
    private static final int LEAST_RESOLUTION = 16;
    private static final int GREATEST_RESOLUTION = 1024;
    private static final double LEAST_FACTOR = 0.25;
    private static final double GREATEST_FACTOR = 6;

    /** Batch norm in Lite and V2. */
    private static final double LATER_EPSILON = 1e-3;

    private final SearchSpace space = SearchSpace.of(
            Parameter.choice("baseline", Baseline.ids()).meaning("the network that is scaled"),
            Parameter.integers("skipStrides", 0, 3, 0)
                    .meaning("how many of the first strides are left out, for small images: each doubles the side of"
                            + " every later feature map"),
            Parameter.resolution(LEAST_RESOLUTION, GREATEST_RESOLUTION, 1, 224),
            Parameter.classes(1000),
            Parameter.choice("scaling", "coefficients", "compound")
                    .meaning("coefficients: width and depth as given; compound: powers of alpha and beta"),
            Parameter.reals("width", LEAST_FACTOR, GREATEST_FACTOR, 1)
                    .role(Role.WIDTH)
                    .meaning("factor of every layer's channels")
                    .when("scaling", "coefficients"),
            Parameter.reals("depth", LEAST_FACTOR, GREATEST_FACTOR, 1)
                    .role(Role.DEPTH)
                    .meaning("factor of every stage's layers, rounded up")
                    .when("scaling", "coefficients"),
            Parameter.reals("phi", 0, 8, 0)
                    .meaning("compound coefficient: depth alpha^phi, width beta^phi, resolution gamma^phi")
                    .when("scaling", "compound"),
            Parameter.reals("alpha", 1, 2, 1.2)
                    .meaning("base of the depth; alpha beta^2 gamma^2 = 2 doubles the MACs with every phi")
                    .when("scaling", "compound"),
            Parameter.reals("beta", 1, 2, 1.1).meaning("base of the width").when("scaling", "compound"),
            Parameter.reals("gamma", 1, 2, 1.15)
                    .meaning(
                            "base of the resolution, which must be within half the total stride of the baseline's times"
                                    + " gamma^phi")
                    .when("scaling", "compound"),
            Parameter.reals("dropout", 0, 0.9, 0.2).meaning("dropout rate before the classifier"),
            Parameter.reals("stochasticDepth", 0, 0.9, 0.2)
                    .meaning("rate at which the last residual branches are dropped; it grows linearly from 0"),
            Parameter.choice("epsilon", "1e-5", "1e-3")
                    .meaning("added to the variance in batch norm: 1e-3 in torchvision's B5 to B7")
                    .when("baseline", "b0"));

    /** The family as it was published. */
    public EfficientNetPlugin() {}

    @Override
    public String id() {
        return "efficientnet";
    }

    @Override
    public String title() {
        return "EfficientNet";
    }

    @Override
    public String description() {
        return "Inverted residuals with squeeze-and-excitation, found by search and scaled in depth, width and"
                + " resolution together.";
    }

    @Override
    public String link() {
        return "https://arxiv.org/abs/1905.11946";
    }

    @Override
    public List<Variant> variants() {
        return new EfficientNetVariants(space).all();
    }

    @Override
    public SearchSpace space() {
        return space;
    }

    /**
     * Compound scaling asks for a resolution too, and its powers must stay within the bounds of width, depth and
     * resolution.
     */
    @Override
    public List<Problem> check(Configuration configuration) {
        if (!isCompound(configuration)) {
            return List.of();
        }
        CompoundCoefficients scaling = compound(configuration);
        List<Problem> problems = new ArrayList<>();
        if (scaling.width() > GREATEST_FACTOR) {
            problems.add(tooMuch("width", "beta", scaling.width()));
        }
        if (scaling.depth() > GREATEST_FACTOR) {
            problems.add(tooMuch("depth", "alpha", scaling.depth()));
        }
        int baseline = baseline(configuration).resolution();
        long asked = scaling.resolution(baseline);
        int tolerance = resolutionTolerance(configuration);
        if (Math.abs(asked - configuration.resolution()) > tolerance) {
            problems.add(new Problem(
                    "resolution",
                    "must be within " + tolerance + " px of the " + asked + " px of compound scaling ("
                            + baseline + " x gamma^phi, gamma " + scaling.gamma() + ", phi " + scaling.phi() + "), was "
                            + configuration.resolution()
                            + "; scaling=coefficients leaves the resolution free"));
        }
        return problems;
    }

    /**
     * Half of the network's total stride: within it the last feature map has the size that compound scaling asks for,
     * or one more or less.
     */
    private static int resolutionTolerance(Configuration configuration) {
        int stride = 1;
        for (int each : baseline(configuration).strides(configuration.integer("skipStrides"))) {
            stride *= each;
        }
        return stride / 2;
    }

    private static Problem tooMuch(String what, String base, double factor) {
        return new Problem(
                "phi", "must keep the " + what + " " + base + "^phi at most " + GREATEST_FACTOR + ", it was " + factor);
    }

    @Override
    public Recipe recipe(Configuration configuration) {
        // Depthwise kernels have few inputs each: one rate of plain SGD does not suit them and the pointwise ones.
        return Recipe.adamw(0.004);
    }

    @Override
    public Architecture build(Configuration configuration) {
        boolean compound = isCompound(configuration);
        double width = compound ? compound(configuration).width() : configuration.real("width");
        double depth = compound ? compound(configuration).depth() : configuration.real("depth");
        double epsilon =
                configuration.has("epsilon") ? Double.parseDouble(configuration.choice("epsilon")) : LATER_EPSILON;
        return new EfficientNet(
                        baseline(configuration),
                        configuration.integer("skipStrides"),
                        width,
                        depth,
                        epsilon,
                        configuration.real("stochasticDepth"),
                        configuration.real("dropout"))
                .build(configuration.resolution(), configuration.classes());
    }

    private static boolean isCompound(Configuration configuration) {
        return configuration.choice("scaling").equals("compound");
    }

    private static CompoundCoefficients compound(Configuration configuration) {
        return new CompoundCoefficients(
                configuration.real("phi"),
                configuration.real("alpha"),
                configuration.real("beta"),
                configuration.real("gamma"));
    }

    private static Baseline baseline(Configuration configuration) {
        return Baseline.of(configuration.choice("baseline"));
    }
}
