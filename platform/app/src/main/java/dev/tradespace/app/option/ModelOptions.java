package dev.tradespace.app.option;

import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Model;
import dev.tradespace.core.sweep.Expansion;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        int bracket = id.indexOf('[');
        String inside = bracket < 0 ? "" : id.substring(bracket + 1).replaceFirst("]\\s*$", "");
        for (String part : inside.split(",", -1)) {
            String name = part.replaceFirst("=.*", "").strip();
            if (settings.containsKey(name)) {
                throw CommandFailure.refused(
                        "setting " + name + " is given twice: in " + id + " and by an option; give it once");
            }
        }
    }

    /** The id as it stands in the store; empty where it is told by options, too. */
    public Optional<String> asStored() {
        return settings.isEmpty() && resolution == null && classes == null ? Optional.of(variant) : Optional.empty();
    }

    /**
     * Whether the id of a trained model is meant, by its text alone: that of a family whose plugin is gone cannot be
     * worked out.
     *
     * @param trained as it stands in the store: {@code tinynet/small[classes=3]}
     */
    public boolean meanByText(String trained) {
        Set<String> wanted = new HashSet<>(settingsOf(variant));
        optionSettings().forEach((key, value) -> wanted.add(key + "=" + value));
        return bare(trained).equals(bare(variant)) && settingsOf(trained).containsAll(wanted);
    }

    private static String bare(String id) {
        return id.replaceFirst("\\[.*", "");
    }

    private static Set<String> settingsOf(String id) {
        String inside = id.substring(bare(id).length()).replaceAll("[\\[\\]\\s]", "");
        return inside.isEmpty() ? Set.of() : Set.of(inside.split(",", -1));
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
