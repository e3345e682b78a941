package dev.tradespace.plugins.inception;

import dev.tradespace.api.plugin.PublishedFigures;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.SearchSpace;
import java.util.List;
import java.util.Map;

/**
 * The named Inception networks; what has been published about them stands in {@code figures.csv}. There torchvision's
 * count of Inception-v3's parameters has another source than its other figures: it is of the network with
 * {@code aux=true}.
 */
record InceptionVariants(SearchSpace space) {
    private static final PublishedFigures FIGURES =
            PublishedFigures.read(InceptionVariants.class.getResourceAsStream("figures.csv"));

    List<Variant> all() {
        return List.of(
                googLeNet("googlenet", Inception.REDUCED),
                googLeNet("googlenet-naive", Inception.NAIVE),
                imageNet("inception-v3", Map.of("design", Inception.V3, "resolution", 299)),
                imageNet("inception-v4", Map.of("design", Inception.V4, "resolution", 299)),
                small("mini", 0.2, 2),
                small("small-0.25", 0.25, 1),
                small("small-0.5", 0.5, 1),
                small("small", 1, 1));
    }

    private Variant googLeNet(String name, String module) {
        return imageNet(name, Map.of("design", Inception.GOOGLENET, "module", module, "resolution", 224));
    }

    private Variant imageNet(String name, Map<String, ?> settings) {
        return new Variant(name, space.configure(settings), "imagenet-1k", FIGURES.of(name));
    }

    /** At the 28 px of the paper. */
    private Variant small(String name, double width, int stemStride) {
        Map<String, Object> settings = Map.of(
                "design", Inception.SMALL, "width", width, "stemStride", stemStride, "resolution", 28, "classes", 10);
        return new Variant(name, space.configure(settings), "cifar10", FIGURES.of(name));
    }
}
