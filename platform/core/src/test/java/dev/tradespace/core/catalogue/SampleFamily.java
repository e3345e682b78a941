package dev.tradespace.core.catalogue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;
import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.plugin.PublishedFigure;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.api.training.Recipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A built-in family of small networks, wide before narrow in its list of variants. */
public final class SampleFamily implements ArchitecturePlugin {
    /** What its networks are trained with. */
    public static final Recipe RECIPE =
            new Recipe(Recipe.Optimizer.SGD, 0.1, Recipe.Schedule.COSINE, 0, 0, 32, 0, 0, 0, Recipe.Augmentation.NONE);

    /** A catalogue of this family alone; its service file is written below the folder. */
    public static Catalogue catalogue(Path folder) {
        try {
            Path services = Files.createDirectories(folder.resolve("META-INF/services"));
            Files.writeString(services.resolve(ArchitecturePlugin.class.getName()), SampleFamily.class.getName());
            try (URLClassLoader loader =
                    new URLClassLoader(new URL[] {folder.toUri().toURL()}, SampleFamily.class.getClassLoader())) {
                return Catalogue.load(loader, List.of());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public String id() {
        return "sample";
    }

    @Override
    public String title() {
        return "Sample";
    }

    @Override
    public String description() {
        return "One convolution and a classifier.";
    }

    @Override
    public SearchSpace space() {
        return SearchSpace.of(
                Parameter.resolution(8, 64, 8, 32),
                Parameter.classes(10),
                Parameter.integers("width", 1, 64, 8),
                Parameter.choice("head", "pool", "conv"),
                Parameter.integers("features", 1, 100, 16).when("head", "conv"));
    }

    @Override
    public List<Variant> variants() {
        return List.of(
                variant("wide", Map.of("width", 64)),
                new Variant(
                        "narrow",
                        space().defaults(),
                        "imagenet-1k",
                        List.of(
                                PublishedFigure.of(Metric.PARAMETERS, 314, "its paper", ""),
                                PublishedFigure.headline(71.5, "its paper", "single crop"))),
                variant("conv-1.0", Map.of("head", "conv")));
    }

    private Variant variant(String name, Map<String, ?> settings) {
        return new Variant(name, space().configure(settings), "imagenet-1k", List.of());
    }

    @Override
    public List<Problem> check(Configuration configuration) {
        return configuration.integer("width") == 13
                ? List.of(new Problem("width", "must not be 13"), new Problem("", "is unlucky"))
                : List.of();
    }

    @Override
    public Architecture build(Configuration c) {
        if (c.integer("width") == 15) {
            throw new IllegalStateException("fifteen is too many");
        }
        Flow x = Flow.input(Shape.of(3, c.resolution(), c.resolution()))
                .conv(c.integer("width"), Window.kernel(3).centred());
        if (c.choice("head").equals("conv")) {
            x = x.pointwise(c.integer("features"));
        }
        return x.globalAveragePool().flatten().dense(c.classes()).architecture();
    }

    @Override
    public Recipe recipe(Configuration configuration) {
        if (configuration.integer("width") == 17) {
            throw new IllegalStateException("seventeen is not trained");
        }
        return RECIPE;
    }
}
