package dev.tradespace.plugins.resnet;

import dev.tradespace.api.plugin.PublishedFigures;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.SearchSpace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The named ResNets; what has been published about them stands in {@code figures.csv}. */
record ResNetVariants(SearchSpace space) {
    private static final PublishedFigures FIGURES =
            PublishedFigures.read(ResNetVariants.class.getResourceAsStream("figures.csv"));

    List<Variant> all() {
        return List.of(
                // He et al. 2016, table 1
                basic("resnet18", List.of(2, 2, 2, 2)),
                basic("resnet34", List.of(3, 4, 6, 3)),
                bottleneck("resnet50", List.of(3, 4, 6, 3), 1, 64),
                bottleneck("resnet101", List.of(3, 4, 23, 3), 1, 64),
                bottleneck("resnet152", List.of(3, 8, 36, 3), 1, 64),
                // Zagoruyko & Komodakis 2016, table 8; Xie et al. 2017, tables 1 and 4
                bottleneck("wide-resnet50-2", List.of(3, 4, 6, 3), 1, 128),
                bottleneck("resnext50-32x4d", List.of(3, 4, 6, 3), 32, 4),
                bottleneck("resnext101-32x8d", List.of(3, 4, 23, 3), 32, 8),
                bottleneck("resnext101-64x4d", List.of(3, 4, 23, 3), 64, 4),
                // He et al. 2016, table 6
                cifar("resnet20", 3, 1, 1),
                cifar("resnet32", 5, 1, 1),
                cifar("resnet44", 7, 1, 1),
                cifar("resnet56", 9, 1, 1),
                cifar("resnet110", 18, 1, 1),
                // Cheaper than what was published, by the same rule: to be trained on a few processor cores.
                cifar("mini", 1, 2, 1),
                cifar("small-resnet8", 1, 1, 1),
                cifar("small-resnet14", 2, 1, 1),
                cifar("small-resnet20-0.5", 3, 1, 0.5),
                cifar("small-resnet14-2.0", 2, 1, 2));
    }

    private Variant basic(String name, List<Integer> depths) {
        return imageNet(name, depths, Map.of("block", ResNet.BASIC));
    }

    private Variant bottleneck(String name, List<Integer> depths, int groups, int widthPerGroup) {
        return imageNet(
                name, depths, Map.of("block", ResNet.BOTTLENECK, "groups", groups, "widthPerGroup", widthPerGroup));
    }

    private Variant imageNet(String name, List<Integer> depths, Map<String, ?> block) {
        Map<String, Object> settings = new LinkedHashMap<>(block);
        settings.put("design", ResNet.IMAGENET);
        for (int stage = 0; stage < depths.size(); stage++) {
            settings.put("depth" + (stage + 1), depths.get(stage));
        }
        settings.put("resolution", 224);
        return new Variant(name, space.configure(settings), "imagenet-1k", FIGURES.of(name));
    }

    private Variant cifar(String name, int n, int stemStride, double width) {
        Map<String, Object> settings =
                new LinkedHashMap<>(Map.of("design", ResNet.CIFAR, "resolution", 32, "classes", 10));
        settings.putAll(Map.of("n", n, "stemStride", stemStride, "width", width));
        return new Variant(name, space.configure(settings), "cifar10", FIGURES.of(name));
    }
}
