package dev.tradespace.plugins.inception;

import static dev.tradespace.api.metric.Metric.ACCURACY;
import static dev.tradespace.api.metric.Metric.MACS;
import static dev.tradespace.api.metric.Metric.PARAMETERS;

import dev.tradespace.api.plugin.PublishedFigure;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.SearchSpace;
import java.util.List;
import java.util.Map;

/** The named Inception networks with what has been published about them. */
record InceptionVariants(SearchSpace space) {
    private static final String V1 = "torchvision IMAGENET1K_V1";
    private static final String TIMM = "timm results table";
    private static final String PORTED = "ImageNet-1k only, weights ported from TensorFlow";
    private static final String OWN = "single crop 299, ImageNet-1k only, the authors' own training";

    List<Variant> all() {
        return List.of(
                variant("googlenet", googLeNet(Inception.REDUCED), googLeNetFigures()),
                variant("googlenet-naive", googLeNet(Inception.NAIVE), List.of()),
                variant("inception-v3", at299(Inception.V3), v3Figures()),
                variant("inception-v4", at299(Inception.V4), v4Figures()),
                small("mini", 0.2, 2, List.of()),
                small("small-0.25", 0.25, 1, List.of()),
                small("small-0.5", 0.5, 1, List.of()),
                small("small", 1, 1, smallFigures()));
    }

    private static List<PublishedFigure> googLeNetFigures() {
        return List.of(
                PublishedFigure.headline(69.778, V1, "single crop 224, resized to 256, " + PORTED),
                PublishedFigure.of(PARAMETERS, 6_624_904, V1, "without the auxiliary classifiers"),
                PublishedFigure.of(MACS, 1.498e9, V1, "at 224, three decimals of a billion"),
                PublishedFigure.of(
                        MACS,
                        1.5e9,
                        "Szegedy et al. 2015, section 1",
                        "the budget it was designed for, with 5x5 kernels, which the released models do not have"));
    }

    /** torchvision's count of parameters has another source than its other figures: it is of the network with {@code aux=true}. */
    private static List<PublishedFigure> v3Figures() {
        return List.of(
                PublishedFigure.headline(77.294, V1, "single crop 299, resized to 342, " + PORTED),
                PublishedFigure.of(
                        PARAMETERS,
                        27_161_264,
                        "weights IMAGENET1K_V1 of torchvision",
                        "with the auxiliary classifier, whose 3,326,696 are not counted here but with aux=true"),
                PublishedFigure.of(MACS, 5.713e9, V1, "at 299, three decimals of a billion"),
                PublishedFigure.of(ACCURACY, 78.8, "Szegedy et al. 2016, abstract", OWN),
                PublishedFigure.of(
                        MACS,
                        5e9,
                        "Szegedy et al. 2016, abstract",
                        "at 299, in whole billions; the paper does not say how it counted"));
    }

    private static List<PublishedFigure> v4Figures() {
        return List.of(
                PublishedFigure.headline(80.14, TIMM, "single crop 299, " + PORTED),
                PublishedFigure.of(PARAMETERS, 42.68e6, TIMM, "two decimals of a million"),
                PublishedFigure.of(
                        MACS,
                        12.28e9,
                        TIMM,
                        "at 299, two decimals of a billion; batch norms counted too, two per element"),
                PublishedFigure.of(ACCURACY, 80.0, "Szegedy et al. 2017, table 2", OWN));
    }

    private static List<PublishedFigure> smallFigures() {
        String table = "Zhang et al. 2017, table 1";
        return List.of(
                PublishedFigure.of(
                        ACCURACY,
                        89.05,
                        table,
                        "CIFAR-10 test set, cropped to 28x28 and whitened one by one; random crops and weight decay while training"),
                PublishedFigure.of(
                        PARAMETERS,
                        1_649_402,
                        table,
                        "10 classes; one vector for each convolution, its shift: the batch norms have no scale there"));
    }

    /** At the 28 px of the paper. */
    private Variant small(String name, double width, int stemStride, List<PublishedFigure> figures) {
        Map<String, Object> settings = Map.of(
                "design", Inception.SMALL, "width", width, "stemStride", stemStride, "resolution", 28, "classes", 10);
        return new Variant(name, space.configure(settings), "cifar10", figures);
    }

    private Configuration googLeNet(String module) {
        return space.configure(Map.of("design", Inception.GOOGLENET, "module", module, "resolution", 224));
    }

    private Configuration at299(String design) {
        return space.configure(Map.of("design", design, "resolution", 299));
    }

    private static Variant variant(String name, Configuration configuration, List<PublishedFigure> figures) {
        return new Variant(name, configuration, "imagenet-1k", figures);
    }
}
