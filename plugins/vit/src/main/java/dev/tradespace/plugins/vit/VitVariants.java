package dev.tradespace.plugins.vit;

import dev.tradespace.api.plugin.PublishedFigures;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.SearchSpace;
import java.util.List;
import java.util.Map;

/**
 * The named Vision Transformers: a size, a patch and a resolution, whose published figures stand in
 * {@code figures.csv}; and small ones for images of 28 to 64 px, about which nothing has.
 */
record VitVariants(SearchSpace space) {
    private static final PublishedFigures FIGURES =
            PublishedFigures.read(VitVariants.class.getResourceAsStream("figures.csv"));

    /**
     * A row of the table of sizes.
     *
     * @source Dosovitskiy et al. 2021, table 1 (B, L, H); Touvron et al. 2021, table 1 (Ti, S)
     */
    private record Size(int depth, int width, int heads) {
        static final Size TI = new Size(12, 192, 3);
        static final Size S = new Size(12, 384, 6);
        static final Size B = new Size(12, 768, 12);
        static final Size L = new Size(24, 1024, 16);
        static final Size H = new Size(32, 1280, 16);
    }

    List<Variant> all() {
        return List.of(
                variant("ti16", Size.TI, 16, 224),
                variant("s16", Size.S, 16, 224),
                variant("b16", Size.B, 16, 224),
                variant("b16-384", Size.B, 16, 384),
                variant("b32", Size.B, 32, 224),
                variant("l16", Size.L, 16, 224),
                variant("l16-512", Size.L, 16, 512),
                variant("l32", Size.L, 32, 224),
                variant("h14", Size.H, 14, 224),
                variant("h14-518", Size.H, 14, 518),
                small("mini", new Size(2, 64, 2)),
                small("small-w64", new Size(4, 64, 2)),
                small("small-w96", new Size(6, 96, 3)),
                small("small-w128", new Size(6, 128, 4)),
                small("small-w192", new Size(6, 192, 6)));
    }

    private Variant variant(String name, Size size, int patch, int resolution) {
        Map<String, Object> settings = Map.of(
                "depth", size.depth(),
                "width", size.width(),
                "heads", size.heads(),
                "patch", patch,
                "resolution", resolution);
        return new Variant(name, space.configure(settings), "imagenet-1k", FIGURES.of(name));
    }

    /**
     * Patches of 4 px and an MLP twice as wide as a token.
     *
     * @source Hassani et al. 2021, "Escaping the Big Data Paradigm with Compact Transformers" (arXiv 2104.05704), whose
     *     ViT-Lite of 6 and 7 blocks has this patch and ratio, but tokens of 256
     */
    private Variant small(String name, Size size) {
        Map<String, Object> settings = Map.of(
                "depth",
                size.depth(),
                "width",
                size.width(),
                "heads",
                size.heads(),
                "patch",
                4,
                "mlpRatio",
                2.0,
                "resolution",
                32,
                "classes",
                10);
        return new Variant(name, space.configure(settings), "cifar10", List.of());
    }
}
