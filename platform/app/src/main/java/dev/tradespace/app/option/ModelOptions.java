package dev.tradespace.app.option;

import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Model;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.sweep.Expansion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A variant with settings, as describe and export take it. */
public final class ModelOptions {
    @Parameters(
            paramLabel = "VARIANT",
            description = "A variant, such as resnet/resnet50 or resnet/resnet50[width=0.75].")
    private String variant;

    @Option(names = "--resolution", paramLabel = "PX", description = "Side of the square input image.")
    private @Nullable String resolution;

    @Option(names = "--classes", paramLabel = "N", description = "Number of classes.")
    private @Nullable String classes;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A parameter of the family's space. May be given more than once, each key once.")
    private Map<String, String> settings = new LinkedHashMap<>();

    /** The model they name. */
    public Model model(Catalogue catalogue) {
        Map<String, String> all = optionSettings();
        String id = Expansion.withoutWeights(variant);
        refuseTwice(id, all);
        return catalogue.model(id, all);
    }

    /** The id of imported weights that is named after the variant: {@code resnet/resnet18@imported:0123456789abcdef}. */
    public Optional<String> weights() {
        return Expansion.weightsOf(variant);
    }

    /**
     * Refuses a setting that stands in the brackets of an id and in an option, too: one of them would be passed over.
     */
    public static void refuseTwice(String id, Map<String, String> settings) {
        if (ModelId.isForm(id)) {
            ModelId.parse(id).settings().keySet().stream()
                    .filter(settings::containsKey)
                    .findFirst()
                    .ifPresent(name -> {
                        throw CommandFailure.refused(
                                "setting " + name + " is given twice: in " + id + " and by an option; give it once");
                    });
        }
    }

    /** The id as it stands in the store; empty where it is told by options, too. */
    public Optional<String> asStored() {
        return settings.isEmpty() && resolution == null && classes == null ? Optional.of(variant) : Optional.empty();
    }

    /** The id that they name, by their texts alone: that of a family whose plugin is gone cannot be worked out. */
    public ModelId id() {
        ModelId named = ModelId.parse(variant);
        Map<String, String> all = new LinkedHashMap<>(named.settings());
        all.putAll(optionSettings());
        return new ModelId(named.family(), named.variant(), all);
    }

    private Map<String, String> optionSettings() {
        Map<String, String> all = new LinkedHashMap<>(settings);
        put(all, "resolution", resolution);
        put(all, "classes", classes);
        return all;
    }

    private static void put(Map<String, String> all, String name, @Nullable String value) {
        if (value != null && all.putIfAbsent(name, value) != null) {
            throw CommandFailure.refused("--" + name + " is given twice: by itself and by --set");
        }
    }
}
