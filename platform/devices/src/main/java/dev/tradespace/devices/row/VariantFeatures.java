package dev.tradespace.devices.row;

import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Model;
import dev.tradespace.devices.estimate.NetworkFeatures;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The features of all variants of a catalogue, which never change. All are built when they are first asked for. */
public final class VariantFeatures {
    private final Catalogue models;
    private @Nullable Map<String, NetworkFeatures> features;

    /** Those of a catalogue. */
    public VariantFeatures(Catalogue models) {
        this.models = models;
    }

    /** By the variant's id, in the order of the catalogue. */
    public synchronized Map<String, NetworkFeatures> all() {
        Map<String, NetworkFeatures> known = features;
        if (known == null) {
            known = new LinkedHashMap<>();
            for (Model variant : models.variants()) {
                known.put(
                        variant.id().toString(),
                        NetworkFeatures.of(models.build(variant).analysis()));
            }
            known = Collections.unmodifiableMap(known);
            features = known;
        }
        return known;
    }

    /** The ids of all variants. */
    List<String> ids() {
        return List.copyOf(all().keySet());
    }
}
