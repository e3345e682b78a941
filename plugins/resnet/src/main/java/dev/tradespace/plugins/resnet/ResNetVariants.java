package dev.tradespace.plugins.resnet;

import static dev.tradespace.plugins.resnet.Figures.cifar;
import static dev.tradespace.plugins.resnet.Figures.torchvision;
import static dev.tradespace.plugins.resnet.Figures.torchvisionNewerOnly;

import dev.tradespace.api.plugin.PublishedFigure;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.SearchSpace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The named ResNets with what has been published about them. */
record ResNetVariants(SearchSpace space) {
    List<Variant> all() {
        return Stream.of(plain(), wideAndGrouped(), cifar10(), small())
                .flatMap(List::stream)
                .toList();
    }

    /** He et al. 2016, table 1. */
    private List<Variant> plain() {
        return List.of(
                basic(
                        "resnet18",
                        List.of(2, 2, 2, 2),
                        torchvision(11_689_512, 1.814, 69.758).paperMacs(1.8)),
                basic(
                        "resnet34",
                        List.of(3, 4, 6, 3),
                        torchvision(21_797_672, 3.664, 73.314).paperMacs(3.6)),
                bottleneck(
                        "resnet50",
                        List.of(3, 4, 6, 3),
                        torchvision(25_557_032, 4.089, 76.130)
                                .newerRecipe(80.858)
                                .paperV1(3.8, 75.3)),
                bottleneck(
                        "resnet101",
                        List.of(3, 4, 23, 3),
                        torchvision(44_549_160, 7.801, 77.374)
                                .newerRecipe(81.886)
                                .paperV1(7.6, 76.4)),
                bottleneck(
                        "resnet152",
                        List.of(3, 8, 36, 3),
                        torchvision(60_192_808, 11.514, 78.312)
                                .newerRecipe(82.284)
                                .paperV1(11.3, 77.0)));
    }

    /** Zagoruyko &amp; Komodakis 2016, table 8; Xie et al. 2017, tables 1 and 4. */
    private List<Variant> wideAndGrouped() {
        return List.of(
                grouped(
                        "wide-resnet50-2",
                        List.of(3, 4, 6, 3),
                        1,
                        128,
                        torchvision(68_883_240, 11.398, 78.468).paper(78.1, "Zagoruyko & Komodakis 2016, table 8")),
                grouped(
                        "resnext50-32x4d",
                        List.of(3, 4, 6, 3),
                        32,
                        4,
                        torchvision(25_028_904, 4.23, 77.618)
                                .newerRecipe(81.198)
                                .paper(77.8, "Xie et al. 2017, table 3")),
                grouped(
                        "resnext101-32x8d",
                        List.of(3, 4, 23, 3),
                        32,
                        8,
                        torchvision(88_791_336, 16.414, 79.312).newerRecipe(82.834)),
                grouped(
                        "resnext101-64x4d",
                        List.of(3, 4, 23, 3),
                        64,
                        4,
                        torchvisionNewerOnly(83_455_272, 15.46, 83.246).paper(79.6, "Xie et al. 2017, table 4")));
    }

    /** He et al. 2016, table 6. */
    private List<Variant> cifar10() {
        return List.of(
                sixNPlusTwo("resnet20", 3, cifar(0.27, 8.75, "")),
                sixNPlusTwo("resnet32", 5, cifar(0.46, 7.51, "")),
                sixNPlusTwo("resnet44", 7, cifar(0.66, 7.17, "")),
                sixNPlusTwo("resnet56", 9, cifar(0.85, 6.97, "")),
                sixNPlusTwo("resnet110", 18, cifar(1.7, 6.43, "; the best of five runs, their mean is 93.39")));
    }

    /** Cheaper than what was published, by the same rule: to be trained on a few processor cores. */
    private List<Variant> small() {
        return List.of(
                small("mini", 1, 2, 1),
                small("small-resnet8", 1, 1, 1),
                small("small-resnet14", 2, 1, 1),
                small("small-resnet20-0.5", 3, 1, 0.5),
                small("small-resnet14-2.0", 2, 1, 2));
    }

    private Variant basic(String name, List<Integer> depths, Figures figures) {
        return imageNet(name, depths, Map.of("block", ResNet.BASIC), figures);
    }

    private Variant bottleneck(String name, List<Integer> depths, Figures figures) {
        return grouped(name, depths, 1, 64, figures);
    }

    private Variant grouped(String name, List<Integer> depths, int groups, int widthPerGroup, Figures figures) {
        return imageNet(
                name,
                depths,
                Map.of("block", ResNet.BOTTLENECK, "groups", groups, "widthPerGroup", widthPerGroup),
                figures);
    }

    private Variant imageNet(String name, List<Integer> depths, Map<String, ?> block, Figures figures) {
        Map<String, Object> settings = new LinkedHashMap<>(block);
        settings.put("design", ResNet.IMAGENET);
        for (int stage = 0; stage < depths.size(); stage++) {
            settings.put("depth" + (stage + 1), depths.get(stage));
        }
        settings.put("resolution", 224);
        return new Variant(name, space.configure(settings), "imagenet-1k", figures.all());
    }

    private Variant sixNPlusTwo(String name, int n, Figures figures) {
        return cifarDesign(name, n, 1, 1, figures.all());
    }

    private Variant small(String name, int n, int stemStride, double width) {
        return cifarDesign(name, n, stemStride, width, List.of());
    }

    private Variant cifarDesign(String name, int n, int stemStride, double width, List<PublishedFigure> figures) {
        Map<String, Object> settings = Map.of(
                "design",
                ResNet.CIFAR,
                "n",
                n,
                "stemStride",
                stemStride,
                "width",
                width,
                "resolution",
                32,
                "classes",
                10);
        return new Variant(name, space.configure(settings), "cifar10", figures);
    }
}
