package dev.tradespace.bench;

import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.api.space.Domain;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Family;
import dev.tradespace.core.catalogue.PluginFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Networks drawn from what a search tries of the families' spaces, parameter by parameter, for a sweep: none is a variant. They have 1000 classes, and
 * images of 64 to 288 pixels.
 */
public final class SampledConfigurations {
    private static final long MOST_MACS = 5_000_000_000L;
    private static final int CLASSES = 1000;
    private static final int RESOLUTION_STEP = 32;
    private static final int RESOLUTIONS = 8;

    private SampledConfigurations() {}

    /**
     * Prints their ids, a line each.
     *
     * @param args how many of each family, and the seed
     */
    public static void main(String[] args) {
        Random random = new Random(Long.parseLong(args[1]));
        try (Catalogue catalogue = Catalogue.load(SampledConfigurations.class.getClassLoader(), List.of())) {
            for (Family family : catalogue.families()) {
                int left = Integer.parseInt(args[0]);
                while (left > 0) {
                    Optional<Built> drawn = drawn(catalogue, family, random);
                    if (drawn.isPresent()) {
                        System.out.println(drawn.get().model().id());
                        left--;
                    }
                }
            }
        }
    }

    /** Empty where the draw is a variant, too large to be measured in short time, or nothing that can be built. */
    private static Optional<Built> drawn(Catalogue catalogue, Family family, Random random) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter parameter : family.space().parameters()) {
            if (parameter.isActive(values)) {
                Domain tried = parameter.searched() == null ? parameter.domain() : parameter.searched();
                values.put(parameter.name(), tried.random(random));
            }
        }
        values.put("classes", CLASSES);
        values.put("resolution", RESOLUTION_STEP * (2 + random.nextInt(RESOLUTIONS)));
        try {
            return Optional.of(catalogue.build(catalogue.model(family, values)))
                    .filter(built -> !built.model().isVariant()
                            && built.analysis().macs().total() <= MOST_MACS);
        } catch (BadConfiguration | PluginFailure refused) {
            return Optional.empty();
        }
    }
}
