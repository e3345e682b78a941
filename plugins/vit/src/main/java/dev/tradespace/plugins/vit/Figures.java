package dev.tradespace.plugins.vit;

import static dev.tradespace.api.metric.Metric.ACCURACY;
import static dev.tradespace.api.metric.Metric.MACS;
import static dev.tradespace.api.metric.Metric.PARAMETERS;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.plugin.PublishedFigure;
import java.util.List;
import java.util.stream.Stream;

/** What has been published about a variant, written down figure by figure. */
record Figures(List<PublishedFigure> all) {
    private static final String TIMM = "timm results table";
    private static final String IMAGENET_ONLY = "single crop 224, ImageNet-1k only";
    private static final String AUGREG = "the recipes of Steiner et al. 2022";
    private static final String SWAG =
            "pre-trained on 3.6 billion Instagram images with hashtags (SWAG, Singh et al. 2022)";

    private static final String SWAG_LINEAR = "IMAGENET1K_SWAG_LINEAR_V1";
    private static final String HEAD_ONLY = "single crop 224, " + SWAG + ", only the head then trained on ImageNet-1k";

    Figures {
        all = List.copyOf(all);
    }

    static Figures none() {
        return new Figures(List.of());
    }

    /** The row of torchvision's first weights, which saw ImageNet-1k only: acc1 in percent, gmacs in billions. */
    Figures torchvision(long parameters, double gigaMacs, double top1, String recipe) {
        String source = "torchvision IMAGENET1K_V1";
        return and(PublishedFigure.headline(top1, source, IMAGENET_ONLY + ", " + recipe))
                .counted(source, 224, parameters, gigaMacs);
    }

    /** The row of torchvision's weights that were pre-trained by SWAG and then trained through at the given resolution. */
    Figures fineTuned(long parameters, double gigaMacs, int resolution, double top1) {
        String conditions = "single crop " + resolution + ", " + SWAG + ", all weights then trained on ImageNet-1k";
        return preTrained("IMAGENET1K_SWAG_E2E_V1", parameters, gigaMacs, resolution, top1, conditions);
    }

    /** The row of torchvision's weights that were pre-trained by SWAG, of which only the head was then trained. */
    Figures linear(long parameters, double gigaMacs, double top1) {
        return preTrained(SWAG_LINEAR, parameters, gigaMacs, 224, top1, HEAD_ONLY);
    }

    /** The accuracy of the row that {@link #linear} writes down, beside other weights. */
    Figures alsoLinear(double top1) {
        return and(ACCURACY, top1, "torchvision " + SWAG_LINEAR, HEAD_ONLY);
    }

    /** Weights that saw more than ImageNet-1k give no headline: it would stand beside accuracies that it cannot be compared with. */
    private Figures preTrained(
            String weights, long parameters, double gigaMacs, int resolution, double top1, String conditions) {
        String source = "torchvision " + weights;
        return and(ACCURACY, top1, source, conditions).counted(source, resolution, parameters, gigaMacs);
    }

    private Figures counted(String source, int resolution, long parameters, double gigaMacs) {
        String conditions = "at " + resolution + ", 1000 classes";
        return and(PARAMETERS, (double) parameters, source, conditions)
                .and(MACS, Math.rint(gigaMacs * 1e6) * 1e3, source, conditions + ", three decimals of a billion");
    }

    /** Parameters in millions and multiply-accumulates in billions of timm. */
    Figures timm(double millions, double billions) {
        return and(PARAMETERS, millions * 1e6, TIMM, "at 224, two decimals of a million")
                .and(
                        MACS,
                        billions * 1e9,
                        TIMM,
                        "at 224, two decimals of a billion; layer norms counted too, five per element");
    }

    /** The accuracy of the data-efficient recipe without distillation, the one to show. */
    Figures dataEfficient(double top1) {
        return and(PublishedFigure.headline(
                top1, TIMM, IMAGENET_ONLY + ", the recipe of DeiT (Touvron et al. 2021) without distillation"));
    }

    /** An accuracy without pre-training. */
    Figures fromScratch(double top1) {
        return and(ACCURACY, top1, TIMM, IMAGENET_ONLY + ", " + AUGREG);
    }

    /** An accuracy after pre-training on ImageNet-21k. */
    Figures preTrained(double top1) {
        return and(ACCURACY, top1, TIMM, "single crop 224, pre-trained on ImageNet-21k, " + AUGREG);
    }

    private Figures and(Metric metric, double value, String source, String conditions) {
        return and(PublishedFigure.of(metric, value, source, conditions));
    }

    private Figures and(PublishedFigure figure) {
        return new Figures(Stream.concat(all.stream(), Stream.of(figure)).toList());
    }
}
