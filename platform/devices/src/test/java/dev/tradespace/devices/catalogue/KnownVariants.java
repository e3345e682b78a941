package dev.tradespace.devices.catalogue;

import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Model;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The multiply-accumulates of every variant that comes with the program. */
public final class KnownVariants {
    private KnownVariants() {}

    /** By the variant's id. */
    public static Map<String, Long> macs() {
        Map<String, Long> macs = new HashMap<>();
        try (Catalogue catalogue = Catalogue.load(KnownVariants.class.getClassLoader(), List.of())) {
            for (Model model : catalogue.variants()) {
                macs.put(
                        model.id().toString(),
                        catalogue.build(model).analysis().macs().total());
            }
        }
        return macs;
    }

    /** A few, for tests that need no more. */
    public static OptionalLong few(String variant) {
        Long macs = Map.of(
                        "resnet/resnet152", 11_500_000_000L,
                        "resnet/resnet18", 1_810_000_000L,
                        "resnet/resnet50", 4_090_000_000L,
                        "mobilenet/v2-1.0", 301_000_000L,
                        "mobilenet/v1-1.0-224", 569_000_000L,
                        "vit/b16", 17_600_000_000L)
                .get(variant);
        return macs == null ? OptionalLong.empty() : OptionalLong.of(macs);
    }
}
