package dev.tradespace.plugins.vit;

import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.SearchSpace;
import java.util.List;
import java.util.Map;

/**
 * The named Vision Transformers: a size, a patch and a resolution, with what has been published about them; and small ones for images of
 * 28 to 64 px, about which nothing has.
 */
record VitVariants(SearchSpace space) {
    private static final String DEIT_RECIPE = "a modified recipe of DeiT";
    private static final String NEW_RECIPE = "a modified version of torchvision's newer recipe";

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
                variant("ti16", Size.TI, 16, 224, ti16()),
                variant("s16", Size.S, 16, 224, s16()),
                variant("b16", Size.B, 16, 224, b16()),
                variant("b16-384", Size.B, 16, 384, figures().fineTuned(86_859_496, 55.484, 384, 85.304)),
                variant("b32", Size.B, 32, 224, figures().torchvision(88_224_232, 4.409, 75.912, DEIT_RECIPE)),
                variant("l16", Size.L, 16, 224, l16()),
                variant("l16-512", Size.L, 16, 512, figures().fineTuned(305_174_504, 361.986, 512, 88.064)),
                variant("l32", Size.L, 32, 224, figures().torchvision(306_535_400, 15.378, 76.972, DEIT_RECIPE)),
                variant("h14", Size.H, 14, 224, h14()),
                variant("h14-518", Size.H, 14, 518, figures().fineTuned(633_470_440, 1016.717, 518, 88.552)),
                small("mini", new Size(2, 64, 2)),
                small("small-w64", new Size(4, 64, 2)),
                small("small-w96", new Size(6, 96, 3)),
                small("small-w128", new Size(6, 128, 4)),
                small("small-w192", new Size(6, 192, 6)));
    }

    private static Figures ti16() {
        return figures().dataEfficient(72.19).preTrained(75.45).timm(5.72, 1.26);
    }

    private static Figures s16() {
        return figures()
                .dataEfficient(79.86)
                .fromScratch(78.84)
                .preTrained(81.40)
                .timm(22.05, 4.61);
    }

    private static Figures b16() {
        return figures()
                .torchvision(86_567_656, 17.564, 81.072, DEIT_RECIPE)
                .alsoLinear(81.886)
                .preTrained(84.53)
                .timm(86.57, 17.58);
    }

    private static Figures l16() {
        return figures()
                .torchvision(304_326_632, 61.555, 79.662, NEW_RECIPE)
                .alsoLinear(85.146)
                .preTrained(85.86)
                .timm(304.33, 61.60);
    }

    private static Figures h14() {
        return figures().linear(632_045_800, 167.295, 85.708);
    }

    private static Figures figures() {
        return Figures.none();
    }

    private Variant variant(String name, Size size, int patch, int resolution, Figures figures) {
        Map<String, Object> settings = Map.of(
                "depth", size.depth(),
                "width", size.width(),
                "heads", size.heads(),
                "patch", patch,
                "resolution", resolution);
        return new Variant(name, space.configure(settings), "imagenet-1k", figures.all());
    }

    /**
     * Patches of 4 px and an MLP twice as wide as a token.
     *
     * @source Hassani et al. 2021, "Escaping the Big Data Paradigm with Compact Transformers" (arXiv 2104.05704), whose ViT-Lite of 6 and 7
     *     blocks has this patch and ratio, but tokens of 256
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
