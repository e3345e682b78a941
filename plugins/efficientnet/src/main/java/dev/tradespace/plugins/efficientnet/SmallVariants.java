package dev.tradespace.plugins.efficientnet;

import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * EfficientNets for images of 28 to 64 px: a small base, and what the compound rule makes of it with the bases of Tan &amp; Le 2019, section 4.
 * Nobody has published figures about them.
 *
 * <p>They are named by the rule's phi, but stand here by the coefficients that it gives, so that they build at the resolution of the user's
 * images too; their own is the rule's.
 */
final class SmallVariants {
    private static final int GREATEST_PHI = 5;
    /** The stem's stride: 28 to 32 px end at 4x4 positions instead of 2x2. */
    private static final int WITHOUT_THE_STEMS = 1;

    private SmallVariants() {}

    static List<Variant> of(SearchSpace space) {
        List<Variant> variants = new ArrayList<>();
        variants.add(variant(space, "mini", scaling(0), 0));
        for (int phi = 0; phi <= GREATEST_PHI; phi++) {
            variants.add(variant(space, "small-b" + phi, scaling(phi), WITHOUT_THE_STEMS));
        }
        return variants;
    }

    private static CompoundCoefficients scaling(int phi) {
        return new CompoundCoefficients(phi, 1.2, 1.1, 1.15);
    }

    private static Variant variant(SearchSpace space, String name, CompoundCoefficients scaling, int skipStrides) {
        Map<String, Object> settings = Map.of(
                "baseline",
                "small",
                "skipStrides",
                skipStrides,
                "scaling",
                "coefficients",
                "width",
                scaling.width(),
                "depth",
                scaling.depth(),
                "resolution",
                (int) scaling.resolution(Baseline.of("small").resolution()),
                "dropout",
                0.1,
                "stochasticDepth",
                0.0,
                "classes",
                10);
        return new Variant(name, space.configure(settings), "cifar10", List.of());
    }
}
