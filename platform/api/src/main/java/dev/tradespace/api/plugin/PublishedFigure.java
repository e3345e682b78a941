package dev.tradespace.api.plugin;

import dev.tradespace.api.metric.Metric;
import java.util.Objects;

/**
 * A figure that somebody published about a variant.
 *
 * @param metric which; its unit is the metric's
 * @param value the value in that unit
 * @param source who said so, so that it can be looked up: {@code torchvision IMAGENET1K_V1}
 * @param conditions what it depends on: recipe, crop, pre-training, how it was counted; and where it differs from the
 *     platform's own count, why
 * @param headline whether this is the accuracy to show for the variant
 */
public record PublishedFigure(Metric metric, double value, String source, String conditions, boolean headline) {
    public PublishedFigure {
        Objects.requireNonNull(metric, "metric");
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value must be finite, was " + value);
        }
        if (source.isBlank()) {
            throw new IllegalArgumentException("source must not be blank");
        }
        Objects.requireNonNull(conditions, "conditions");
        if (headline && metric != Metric.ACCURACY) {
            throw new IllegalArgumentException("a headline is an accuracy, was " + metric.id());
        }
    }

    /** A figure beside the headline. */
    public static PublishedFigure of(Metric metric, double value, String source, String conditions) {
        return new PublishedFigure(metric, value, source, conditions, false);
    }

    /** The headline: top-1 accuracy in percent on the variant's dataset; of ImageNet-1k the one of a single crop. */
    public static PublishedFigure headline(double percent, String source, String conditions) {
        return new PublishedFigure(Metric.ACCURACY, percent, source, conditions, true);
    }
}
