package dev.tradespace.core.catalogue;

import dev.tradespace.api.plugin.PublishedFigure;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.core.json.Fields;
import dev.tradespace.core.json.SpaceForm;
import java.util.Map;

/** What a family declares, as it travels. Readers throw an {@link IllegalArgumentException} at what they do not know. */
final class FamilyForm {
    private FamilyForm() {}

    static Map<String, Object> write(Variant variant) {
        return Map.of(
                "name",
                variant.name(),
                "configuration",
                SpaceForm.write(variant.configuration()),
                "dataset",
                variant.dataset(),
                "published",
                variant.published());
    }

    static Variant variant(SearchSpace space, Fields fields) {
        String name = fields.text("name");
        try {
            return new Variant(
                    name,
                    SpaceForm.configuration(space, fields.object("configuration")),
                    fields.text("dataset"),
                    fields.records("published", PublishedFigure.class));
        } catch (BadConfiguration outside) {
            throw new IllegalArgumentException(
                    "variant " + name + " is no point of the space: " + outside.getMessage(), outside);
        }
    }
}
