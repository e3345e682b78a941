package dev.tradespace.plugins.mobilenet;

import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.SearchSpace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * MobileNets for images of 28 to 64 px, narrow enough to be trained on a few processor cores; nobody has published figures about them.
 *
 * <p>Most leave the first two strides out, so that 28 to 32 px end at 4x4 positions; {@code mini-v3} one, and ends at 2x2. Heads are as narrow as
 * the rest: the published 1280 features would be most of the network.
 *
 * <p>Those of v1 and v2 and the {@code mini} ones are shallower than the tables as well: what a linear classifier can read from an untrained network
 * falls with every layer that has no shortcut beside it, and the thirteen blocks of v1 at an eighth of the width learned nothing in four epochs.
 */
final class SmallVariants {
    private static final int RESOLUTION = 32;

    private SmallVariants() {}

    static List<Variant> of(SearchSpace space) {
        return List.of(
                variant(space, "mini-v1", "v1", 0.25, 0.3, 2),
                variant(space, "mini-v2", "v2", 0.25, 0.5, 2),
                variant(space, "mini-v3", "v3-small", 0.35, 0.3, 1),
                small(space, "v1", 0.25, 0.5),
                small(space, "v1", 0.5, 0.5),
                small(space, "v2", 0.35, 0.5),
                small(space, "v2", 0.5, 0.5),
                small(space, "v3-small", 0.5, 1),
                small(space, "v3-small", 1.0, 1),
                small(space, "v3-large", 0.35, 1));
    }

    private static Variant small(SearchSpace space, String generation, double width, double depth) {
        return variant(space, "small-" + generation + "-" + width, generation, width, depth, 2);
    }

    private static Variant variant(
            SearchSpace space, String name, String generation, double width, double depth, int skipStrides) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("generation", generation);
        settings.put("width", width);
        settings.put("depth", depth);
        settings.put("skipStrides", skipStrides);
        settings.put("resolution", RESOLUTION);
        settings.put("classes", 10);
        if (!generation.equals("v1")) {
            settings.put("narrowHead", true);
        }
        return new Variant(name, space.configure(settings), "cifar10", List.of());
    }
}
