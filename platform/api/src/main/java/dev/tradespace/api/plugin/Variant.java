package dev.tradespace.api.plugin;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.space.Configuration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A named point of a family, with what has been published about it.
 *
 * @param name kebab-case with dots, unique in the family: {@code v1-0.75-192}
 * @param configuration the point, complete
 * @param dataset what its figures are about: {@code imagenet-1k}, {@code cifar10}
 * @param published published figures, each cited; at most one is the headline
 */
public record Variant(String name, Configuration configuration, String dataset, List<PublishedFigure> published) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*");

    public Variant {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a variant's name must be kebab-case, was " + name);
        }
        Objects.requireNonNull(configuration, "configuration");
        if (dataset.isBlank()) {
            throw new IllegalArgumentException("dataset must not be blank");
        }
        published = List.copyOf(published);
        if (published.stream().filter(PublishedFigure::headline).count() > 1) {
            throw new IllegalArgumentException("variant " + name + " has more than one headline accuracy");
        }
    }

    /**
     * The accuracy on {@link #dataset} to show where nothing was measured; empty where none is published.
     */
    public Optional<PublishedFigure> headline() {
        return published.stream().filter(PublishedFigure::headline).findFirst();
    }

    /** The published figures of one metric. */
    public List<PublishedFigure> published(Metric metric) {
        return published.stream().filter(figure -> figure.metric() == metric).toList();
    }
}
