package dev.tradespace.plugins.resnet;

import static dev.tradespace.api.metric.Metric.ACCURACY;
import static dev.tradespace.api.metric.Metric.MACS;
import static dev.tradespace.api.metric.Metric.PARAMETERS;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.plugin.PublishedFigure;
import java.util.List;
import java.util.stream.Stream;

/** What has been published about a variant, written down figure by figure. */
record Figures(List<PublishedFigure> all) {
    private static final String V1 = "torchvision IMAGENET1K_V1";
    private static final String V2 = "torchvision IMAGENET1K_V2";
    private static final String AT_224 = "single crop 224, ImageNet-1k only";
    private static final String FIRST_RECIPE = AT_224 + ", resized to 256, torchvision's first recipe";
    private static final String NEWER_RECIPE =
            AT_224 + ", resized to 232, torchvision's newer recipe: 600 epochs, label"
                    + " smoothing, mixup, cutmix, trivial augment, averaged weights";
    private static final String STRIDE_ON_1X1 =
            "v1 strides on the first 1x1 convolution of a stage; v1.5, which is counted"
                    + " here, on the 3x3, so that its 1x1 runs at the higher resolution";

    Figures {
        all = List.copyOf(all);
    }

    /** The columns num_params, gmacs (in billions) and acc1 (in percent) of torchvision's first weights, trained as they first were. */
    static Figures torchvision(long parameters, double gigaMacs, double top1) {
        return torchvision(parameters, gigaMacs, top1, FIRST_RECIPE);
    }

    /** As {@link #torchvision(long, double, double)}, where the first weights were trained with the newer recipe. */
    static Figures torchvisionNewerOnly(long parameters, double gigaMacs, double top1) {
        return torchvision(parameters, gigaMacs, top1, NEWER_RECIPE);
    }

    private static Figures torchvision(long parameters, double gigaMacs, double top1, String recipe) {
        return new Figures(List.of(
                PublishedFigure.headline(top1, V1, recipe),
                PublishedFigure.of(PARAMETERS, (double) parameters, V1, "1000 classes"),
                PublishedFigure.of(MACS, Math.rint(gigaMacs * 1e6) * 1e3, V1, "at 224, three decimals of a billion")));
    }

    /** The accuracy of torchvision's second weights, in percent. */
    Figures newerRecipe(double top1) {
        return and(ACCURACY, top1, V2, NEWER_RECIPE);
    }

    /** The multiply-adds of He et al. 2016, in billions, of a network without bottlenecks. */
    Figures paperMacs(double billions) {
        return and(MACS, billions * 1e9, "He et al. 2016, table 1", "at 224, one decimal, cut off");
    }

    /** The multiply-adds (in billions) and the top-1 accuracy of the first bottleneck networks. */
    Figures paperV1(double billions, double top1) {
        return and(MACS, billions * 1e9, "He et al. 2016, table 1", "at 224; " + STRIDE_ON_1X1)
                .and(ACCURACY, top1, "He et al. 2016, released models", AT_224 + ", v1");
    }

    /** A top-1 accuracy from the paper that proposed the network. */
    Figures paper(double top1, String source) {
        return and(ACCURACY, top1, source, AT_224);
    }

    /** A parameter count in millions and an error in percent on CIFAR-10. */
    static Figures cifar(double millions, double error, String runs) {
        String source = "He et al. 2016, table 6";
        return new Figures(List.of())
                .and(
                        ACCURACY,
                        Math.rint((100 - error) * 100) / 100,
                        source,
                        "CIFAR-10 test set, 32x32, padded crops and flips while training" + runs)
                .and(PARAMETERS, millions * 1e6, source, "rounded to two digits");
    }

    private Figures and(Metric metric, double value, String source, String conditions) {
        return new Figures(Stream.concat(all.stream(), Stream.of(PublishedFigure.of(metric, value, source, conditions)))
                .toList());
    }
}
