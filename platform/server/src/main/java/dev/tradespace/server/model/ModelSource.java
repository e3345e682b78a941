package dev.tradespace.server.model;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.measure.ModelFile;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model's file is made from.
 *
 * @param model the model's id
 * @param architecture the digest that its network must have
 * @param weights the weights' id: {@code random:7}
 * @param trained the file of trained weights, safetensors, or of imported ones; null for random ones
 * @param network the network, where it is at hand; else null
 * @param metadata what the file tells those who use it elsewhere: names of classes, mean, deviation; in order, perhaps empty
 * @param calibration what a trained network is quantised with; null where its int8 file is not asked for, or it is quantised already
 */
public record ModelSource(
        ModelId model,
        String architecture,
        String weights,
        @Nullable Path trained,
        @Nullable Architecture network,
        Map<String, String> metadata,
        @Nullable Calibration calibration) {
    /**
     * What a trained network is quantised with, where it is not yet.
     *
     * @param images the prepared dataset that it was trained on
     * @param maxDrop points of accuracy on its validation images that may be lost
     */
    public record Calibration(Path images, double maxDrop) {
        /** What may be lost where nobody says how much. */
        public static final double MAX_DROP = 1;
    }

    public ModelSource {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** The source of a model that needs no images. */
    public ModelSource(
            ModelId model,
            String architecture,
            String weights,
            @Nullable Path trained,
            @Nullable Architecture network,
            Map<String, String> metadata) {
        this(model, architecture, weights, trained, network, metadata, null);
    }

    /** The identity of one of its files. */
    public ModelFile file(ModelFormat format, String precision) {
        return new ModelFile(architecture, weights, format, precision);
    }
}
