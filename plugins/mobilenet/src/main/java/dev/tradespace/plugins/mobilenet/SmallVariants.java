package dev.tradespace.plugins.mobilenet;

import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.SearchSpace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * MobileNets for images of 28 to 64 px, narrow enough to be trained on a few processor cores; nobody has published figures about them.
 *
 * <p>The {@code small} ones leave the first two strides out, so that 28 to 32 px end at 4x4 positions; the {@code mini} ones one, and end
 * at 2x2. Heads are as narrow as the rest: the published 1280 features would be most of the network.
 */
final class SmallVariants {
    private static final int RESOLUTION = 32;

    private SmallVariants() {}

    static List<Variant> of(SearchSpace space) {
        return List.of(
                mini(space, "v1", 0.125),
                mini(space, "v2", 0.15),
                mini(space, "v3", 0.2),
                small(space, "v1", 0.25),
                small(space, "v1", 0.5),
                small(space, "v2", 0.35),
                small(space, "v2", 0.5),
                small(space, "v3-small", 0.5),
                small(space, "v3-small", 1.0),
                small(space, "v3-large", 0.35));
    }

    private static Variant mini(SearchSpace space, String generation, double width) {
        String table = generation.equals("v3") ? "v3-small" : generation;
        return variant(space, "mini-" + generation, table, width, 1);
    }

    private static Variant small(SearchSpace space, String generation, double width) {
        return variant(space, "small-" + generation + "-" + width, generation, width, 2);
    }

    private static Variant variant(SearchSpace space, String name, String generation, double width, int skipStrides) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("generation", generation);
        settings.put("width", width);
        settings.put("skipStrides", skipStrides);
        settings.put("resolution", RESOLUTION);
        settings.put("classes", 10);
        if (!generation.equals("v1")) {
            settings.put("narrowHead", true);
        }
        return new Variant(name, space.configure(settings), "cifar10", List.of());
    }
}
