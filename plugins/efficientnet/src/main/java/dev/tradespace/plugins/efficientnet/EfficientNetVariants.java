package dev.tradespace.plugins.efficientnet;

import dev.tradespace.api.plugin.PublishedFigures;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The named EfficientNets: those that were published, with figures in {@code figures.csv}, and small ones. */
record EfficientNetVariants(SearchSpace space) {
    private static final PublishedFigures FIGURES =
            PublishedFigures.read(EfficientNetVariants.class.getResourceAsStream("figures.csv"));
    private static final int GREATEST_PHI = 5;
    /** The stem's stride: 28 to 32 px end at 4x4 positions instead of 2x2. */
    private static final int WITHOUT_THE_STEMS = 1;

    List<Variant> all() {
        List<Variant> variants = new ArrayList<>(List.of(
                // Coefficients, resolution and dropout: the authors' efficientnet_builder.py; epsilon: torchvision's.
                b("b0", 1.0, 1.0, 224, 0.2, "1e-5"),
                b("b1", 1.0, 1.1, 240, 0.2, "1e-5"),
                b("b2", 1.1, 1.2, 260, 0.3, "1e-5"),
                b("b3", 1.2, 1.4, 300, 0.3, "1e-5"),
                b("b4", 1.4, 1.8, 380, 0.4, "1e-5"),
                b("b5", 1.6, 2.2, 456, 0.4, "1e-3"),
                b("b6", 1.8, 2.6, 528, 0.5, "1e-3"),
                b("b7", 2.0, 3.1, 600, 0.5, "1e-3"),
                // No squeeze-and-excitation, ReLU6, and ends that scaling leaves alone.
                lite("lite0", 1.0, 1.0, 224, 0.2),
                lite("lite1", 1.0, 1.1, 240, 0.2),
                lite("lite2", 1.1, 1.2, 260, 0.3),
                lite("lite3", 1.2, 1.4, 280, 0.3),
                lite("lite4", 1.4, 1.8, 300, 0.3),
                // At the resolution they are evaluated at; they are trained at smaller ones.
                v2("v2-s", 384, 0.2),
                v2("v2-m", 480, 0.3),
                v2("v2-l", 480, 0.4),
                small("mini", 0, 0)));
        for (int phi = 0; phi <= GREATEST_PHI; phi++) {
            variants.add(small("small-b" + phi, phi, WITHOUT_THE_STEMS));
        }
        return variants;
    }

    private Variant b(String name, double width, double depth, int resolution, double dropout, String epsilon) {
        Map<String, Object> settings = coefficients("b0", width, depth, resolution, dropout);
        settings.put("epsilon", epsilon);
        return published(name, settings);
    }

    private Variant lite(String name, double width, double depth, int resolution, double dropout) {
        return published(name, coefficients("lite0", width, depth, resolution, dropout));
    }

    private Variant v2(String name, int resolution, double dropout) {
        return published(name, Map.of("baseline", name, "resolution", resolution, "dropout", dropout));
    }

    private Variant published(String name, Map<String, ?> settings) {
        return new Variant(name, space.configure(settings), "imagenet-1k", FIGURES.of(name));
    }

    /**
     * EfficientNets for images of 28 to 64 px: a small base, and what the compound rule makes of it with the bases of
     * Tan &amp; Le 2019, section 4. Nobody has published figures about them.
     *
     * <p>They are named by the rule's phi, but stand here by the coefficients that it gives, so that they build at the
     * resolution of the user's images too; their own is the rule's.
     */
    private Variant small(String name, int phi, int skipStrides) {
        CompoundCoefficients rule = new CompoundCoefficients(phi, 1.2, 1.1, 1.15);
        int resolution = (int) rule.resolution(Baseline.of("small").resolution());
        Map<String, Object> settings = coefficients("small", rule.width(), rule.depth(), resolution, 0.1);
        settings.putAll(Map.of("skipStrides", skipStrides, "stochasticDepth", 0.0, "classes", 10));
        return new Variant(name, space.configure(settings), "cifar10", List.of());
    }

    private static Map<String, Object> coefficients(
            String baseline, double width, double depth, int resolution, double dropout) {
        Map<String, Object> settings = new LinkedHashMap<>(Map.of("baseline", baseline, "scaling", "coefficients"));
        settings.putAll(Map.of("width", width, "depth", depth, "resolution", resolution, "dropout", dropout));
        return settings;
    }
}
