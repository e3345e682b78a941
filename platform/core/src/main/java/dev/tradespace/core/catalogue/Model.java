package dev.tradespace.core.catalogue;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.training.Recipe;
import java.util.List;
import java.util.Map;

/**
 * A variant, perhaps with other settings.
 *
 * @param id what differs from the variant
 * @param family its family
 * @param variant the variant it starts from
 * @param configuration its point
 */
public record Model(ModelId id, Family family, Variant variant, Configuration configuration) {
    /** A variant as it is. */
    static Model of(Family family, Variant variant) {
        return new Model(new ModelId(family.id(), variant.name()), family, variant, variant.configuration());
    }

    /** A configuration that its family's plugin accepts. */
    static Model of(Family family, Variant variant, Configuration configuration) {
        List<Problem> problems = Gate.check(family, configuration);
        if (!problems.isEmpty()) {
            throw new BadConfiguration(problems);
        }
        ModelId id = ModelId.of(family.id(), variant.name(), variant.configuration(), configuration);
        return new Model(id, family, variant, configuration);
    }

    /**
     * The model with further settings laid over its own.
     *
     * @param further values, or texts that mean them
     * @throws BadConfiguration with everything that is wrong with them
     * @throws PluginFailure if its plugin throws when asked about them
     */
    public Model with(Map<String, ?> further) {
        return of(family, variant, family.space().configure(configuration, further));
    }

    /** Whether it is the variant as published, without other settings. */
    public boolean isVariant() {
        return id.settings().isEmpty();
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
            return new Figure.Unavailable("published only for " + id.bare() + " as it is");
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
