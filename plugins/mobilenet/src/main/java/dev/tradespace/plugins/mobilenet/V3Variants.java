package dev.tradespace.plugins.mobilenet;

import dev.tradespace.api.plugin.PublishedFigure;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.SearchSpace;
import java.util.List;
import java.util.Map;

/** The MobileNets v3 that were published: large and small at two widths. */
final class V3Variants {
    private static final int RESOLUTION = 224;
    private static final String TRAINING = "trained at this resolution on ImageNet-1k";
    private static final String CUT_OFF = "cut off instead of rounded";
    private static final String WIDER_HEAD =
            "it fits a head of 1280 features instead of the 1024 of the paper's table 2";

    private V3Variants() {}

    static List<Variant> of(SearchSpace space) {
        Publication slim = Publication.slim(RESOLUTION);
        Publication first = Publication.torchvision("IMAGENET1K_V1");
        Publication second = Publication.torchvision("IMAGENET1K_V2");
        return List.of(
                variant(
                        space,
                        "v3-large",
                        1.0,
                        slim.headline(75.2, TRAINING),
                        slim.accuracy(73.9, "8-bit weights and activations"),
                        slim.megaParams(5.4, CUT_OFF),
                        slim.megaMacs(217, "rounded"),
                        first.accuracy(74.042, "torchvision's reference recipe on ImageNet-1k"),
                        first.params(5_483_032, "exact"),
                        first.megaMacs(217, "rounded"),
                        second.accuracy(75.274, "torchvision's newer, longer recipe on ImageNet-1k")),
                variant(
                        space,
                        "v3-large",
                        0.75,
                        slim.headline(73.3, TRAINING),
                        slim.megaParams(4.0, "rounded"),
                        slim.megaMacs(155, "rounded")),
                variant(
                        space,
                        "v3-small",
                        1.0,
                        slim.headline(67.5, TRAINING),
                        slim.accuracy(64.9, "8-bit weights and activations"),
                        slim.megaParams(2.9, WIDER_HEAD),
                        slim.megaMacs(66, "probably a misprint of 56: slim's own definition counts to that"),
                        first.accuracy(67.668, "torchvision's reference recipe on ImageNet-1k"),
                        first.params(2_542_856, "exact"),
                        first.megaMacs(57, "rounded")),
                variant(
                        space,
                        "v3-small",
                        0.75,
                        slim.headline(65.4, TRAINING),
                        slim.megaParams(2.4, WIDER_HEAD),
                        slim.megaMacs(44, WIDER_HEAD)));
    }

    private static Variant variant(SearchSpace space, String generation, double width, PublishedFigure... published) {
        return new Variant(
                generation + "-" + width,
                space.configure(Map.of("generation", generation, "width", width)),
                "imagenet-1k",
                List.of(published));
    }
}
