package dev.tradespace.core.catalogue;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.training.Recipe;

/**
 * A variant, perhaps with other settings.
 *
 * @param id {@code resnet/resnet50}, or {@code resnet/resnet50[classes=10,width=0.75]}: what differs from the variant, keys sorted
 * @param family its family
 * @param variant the variant it starts from
 * @param configuration its point
 */
public record Model(String id, Family family, Variant variant, Configuration configuration) {
    /** Whether it is the variant as published, without other settings. */
    public boolean isVariant() {
        return configuration.equals(variant.configuration());
    }

    /**
     * The recipe that its family trains it with.
     *
     * @throws PluginFailure if its plugin throws when asked
     */
    public Recipe recipe() {
        return Gate.recipe(family, configuration);
    }

    /** What its accuracy is about; {@code none} where the number of classes is not the variant's. */
    public String dataset() {
        return configuration.classes() == variant.configuration().classes() ? variant.dataset() : "none";
    }

    /** The accuracy that is known without measuring: published for the very variant, else unavailable. */
    public Figure accuracy() {
        if (!isVariant()) {
            return new Figure.Unavailable("published only for " + family.id() + "/" + variant.name() + " as it is");
        }
        return variant.headline()
                .<Figure>map(headline -> new Figure.Published(
                        headline.value(),
                        headline.conditions().isEmpty()
                                ? headline.source()
                                : headline.source() + "; " + headline.conditions()))
                .orElseGet(() -> new Figure.Unavailable("no accuracy is published"));
    }
}
