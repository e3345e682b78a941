package dev.tradespace.testkit;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;
import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.plugin.PublishedFigure;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import java.util.List;
import java.util.Map;

/** A plugin that keeps the whole contract. */
public class SoundFamily implements ArchitecturePlugin {
    @Override
    public String id() {
        return "tiny-net";
    }

    @Override
    public String title() {
        return "TinyNet";
    }

    @Override
    public String description() {
        return "One convolution and a classifier.";
    }

    @Override
    public SearchSpace space() {
        return SearchSpace.of(
                Parameter.resolution(4, 64, 4, 32),
                Parameter.classes(10),
                Parameter.integers("width", 1, 64, 8).role(Parameter.Role.WIDTH).meaning("channels of the convolution"),
                Parameter.integers("kernel", 1, 9, 2, 3).meaning("side of its kernel"));
    }

    @Override
    public List<Variant> variants() {
        return List.of(
                new Variant(
                        "small",
                        space().defaults(),
                        "imagenet-1k",
                        List.of(PublishedFigure.headline(12.5, "a napkin", "one crop"))),
                new Variant("wide", space().configure(Map.of("width", 64)), "cifar10", List.of()));
    }

    @Override
    public List<Problem> check(Configuration configuration) {
        return configuration.integer("kernel") > configuration.resolution()
                ? List.of(new Problem("kernel", "must not be wider than the image"))
                : List.of();
    }

    @Override
    public Architecture build(Configuration configuration) {
        return Flow.input(Shape.of(3, configuration.resolution(), configuration.resolution()))
                .conv(configuration.integer("width"), Window.kernel(configuration.integer("kernel")))
                .globalAveragePool()
                .flatten()
                .dense(configuration.classes())
                .architecture();
    }
}
