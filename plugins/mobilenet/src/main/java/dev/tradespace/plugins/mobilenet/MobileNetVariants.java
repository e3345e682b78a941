package dev.tradespace.plugins.mobilenet;

import dev.tradespace.api.plugin.PublishedFigures;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The named MobileNets: those that were published, with figures in {@code figures.csv}, and small ones. */
record MobileNetVariants(SearchSpace space) {
    private static final PublishedFigures FIGURES =
            PublishedFigures.read(MobileNetVariants.class.getResourceAsStream("figures.csv"));
    /** slim keeps 99.9% of the features. */
    private static final double V1_DROPOUT = 0.001;

    private static final int USUAL_RESOLUTION = 224;

    List<Variant> all() {
        List<Variant> variants = new ArrayList<>();
        for (double width : new double[] {1.0, 0.75, 0.5, 0.25}) {
            for (int resolution : new int[] {224, 192, 160, 128}) {
                variants.add(published(
                        "v1-" + width + "-" + resolution,
                        Map.of("generation", "v1", "width", width, "resolution", resolution, "dropout", V1_DROPOUT)));
            }
        }
        variants.add(v2(1.4, USUAL_RESOLUTION));
        variants.add(v2(1.3, USUAL_RESOLUTION));
        for (double width : new double[] {1.0, 0.75, 0.5, 0.35}) {
            for (int resolution : new int[] {USUAL_RESOLUTION, 192, 160, 128, 96}) {
                variants.add(v2(width, resolution));
            }
        }
        for (String generation : List.of("v3-large", "v3-small")) {
            for (double width : new double[] {1.0, 0.75}) {
                variants.add(published(generation + "-" + width, Map.of("generation", generation, "width", width)));
            }
        }
        variants.addAll(small());
        return variants;
    }

    private Variant v2(double width, int resolution) {
        return published(
                "v2-" + width + (resolution == USUAL_RESOLUTION ? "" : "-" + resolution),
                Map.of("generation", "v2", "width", width, "resolution", resolution));
    }

    private Variant published(String name, Map<String, ?> settings) {
        return new Variant(name, space.configure(settings), "imagenet-1k", FIGURES.of(name));
    }

    /**
     * MobileNets for images of 28 to 64 px, narrow enough to be trained on a few processor cores; nobody has published
     * figures about them.
     *
     * <p>Most leave the first two strides out, so that 28 to 32 px end at 4x4 positions; {@code mini-v3} one, and ends
     * at 2x2. Heads are as narrow as the rest: the published 1280 features would be most of the network.
     *
     * <p>Those of v1 and v2 and the {@code mini} ones are shallower than the tables as well: what a linear classifier
     * can read from an untrained network falls with every layer that has no shortcut beside it, and the thirteen blocks
     * of v1 at an eighth of the width learned nothing in four epochs.
     */
    private List<Variant> small() {
        return List.of(
                small("mini-v1", "v1", 0.25, 0.3, 2),
                small("mini-v2", "v2", 0.25, 0.5, 2),
                small("mini-v3", "v3-small", 0.35, 0.3, 1),
                small("small-v1-0.25", "v1", 0.25, 0.5, 2),
                small("small-v1-0.5", "v1", 0.5, 0.5, 2),
                small("small-v2-0.35", "v2", 0.35, 0.5, 2),
                small("small-v2-0.5", "v2", 0.5, 0.5, 2),
                small("small-v3-small-0.5", "v3-small", 0.5, 1, 2),
                small("small-v3-small-1.0", "v3-small", 1.0, 1, 2),
                small("small-v3-large-0.35", "v3-large", 0.35, 1, 2));
    }

    private Variant small(String name, String generation, double width, double depth, int skipStrides) {
        Map<String, Object> settings = new LinkedHashMap<>(Map.of("resolution", 32, "classes", 10));
        settings.putAll(Map.of("generation", generation, "width", width, "depth", depth, "skipStrides", skipStrides));
        if (!generation.equals("v1")) {
            settings.put("narrowHead", true);
        }
        return new Variant(name, space.configure(settings), "cifar10", List.of());
    }
}
