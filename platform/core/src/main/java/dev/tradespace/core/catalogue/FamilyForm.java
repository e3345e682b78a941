package dev.tradespace.core.catalogue;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.plugin.PublishedFigure;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.api.training.Recipe;
import dev.tradespace.core.json.Fields;
import dev.tradespace.core.json.ObjectReader;
import dev.tradespace.core.json.SpaceForm;
import dev.tradespace.core.json.StrictJson;
import dev.tradespace.core.training.RecipeChanges;
import java.util.ArrayList;
import java.util.List;
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
                variant.published().stream().map(FamilyForm::write).toList());
    }

    static Variant variant(SearchSpace space, Fields fields) {
        String name = fields.text("name");
        try {
            return new Variant(
                    name,
                    SpaceForm.configuration(space, fields.object("configuration")),
                    fields.text("dataset"),
                    fields.objects("published").stream().map(FamilyForm::figure).toList());
        } catch (BadConfiguration outside) {
            throw new IllegalArgumentException(
                    "variant " + name + " is no point of the space: " + outside.getMessage(), outside);
        }
    }

    private static Map<String, Object> write(PublishedFigure figure) {
        return Map.of(
                "metric", figure.metric().id(),
                "value", figure.value(),
                "source", figure.source(),
                "conditions", figure.conditions(),
                "headline", figure.headline());
    }

    private static PublishedFigure figure(Fields fields) {
        String id = fields.text("metric");
        Metric metric = List.of(Metric.values()).stream()
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no metric " + id));
        return new PublishedFigure(
                metric,
                fields.number("value"),
                fields.text("source"),
                fields.text("conditions"),
                Boolean.TRUE.equals(fields.values().get("headline")));
    }

    static Map<String, Object> write(Recipe recipe) {
        return StrictJson.json().convertValue(RecipeChanges.all(recipe).json(), new TypeReference<>() {});
    }

    static Recipe recipe(Fields fields) {
        List<Problem> problems = new ArrayList<>();
        ObjectReader reader = new ObjectReader(StrictJson.json().valueToTree(fields.values()), "", problems);
        RecipeChanges told = RecipeChanges.read(reader);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("recipe: " + problems.get(0));
        }
        return told.applyTo(Recipe.GENERAL);
    }

    static Map<String, Object> write(Problem problem) {
        return Map.of("path", problem.path(), "message", problem.message());
    }

    static Problem problem(Fields fields) {
        return new Problem(fields.text("path"), fields.text("message"));
    }
}
