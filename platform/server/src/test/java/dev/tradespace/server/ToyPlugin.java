package dev.tradespace.server;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.metric.Metric;
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

/** A family of two tiny networks. */
public final class ToyPlugin implements ArchitecturePlugin {
    @Override
    public String id() {
        return "toy";
    }

    @Override
    public String title() {
        return "Toy";
    }

    @Override
    public String description() {
        return "One convolution and a classifier.";
    }

    @Override
    public SearchSpace space() {
        return SearchSpace.of(
                Parameter.resolution(8, 64, 8, 16),
                Parameter.classes(10),
                Parameter.choice("head", "dense", "narrow").meaning("what classifies"),
                Parameter.integers("channels", 1, 64, 4).meaning("of the convolution"),
                Parameter.reals("factor", 0.1, 1, 0.5).when("head", "narrow").meaning("of the channels"),
                Parameter.flag("norm", false).meaning("whether to normalise"));
    }

    @Override
    public List<Variant> variants() {
        return List.of(
                variant("small", 4, 60.5),
                variant("large", 16, 71.25),
                new Variant("silent", space().configure(Map.of("channels", 2)), "imagenet-1k", List.of()));
    }

    private Variant variant(String name, int channels, double accuracy) {
        return new Variant(
                name,
                space().configure(Map.of("channels", channels)),
                "imagenet-1k",
                List.of(
                        PublishedFigure.headline(accuracy, "the toy paper", "single crop"),
                        PublishedFigure.of(Metric.PARAMETERS, 1, "the toy paper", "as it was misprinted")));
    }

    @Override
    public Architecture build(Configuration configuration) {
        int side = configuration.resolution();
        Flow features =
                Flow.input(Shape.of(3, side, side)).biasedConv(configuration.integer("channels"), Window.kernel(3));
        return (configuration.flag("norm") ? features.batchNorm() : features)
                .relu()
                .globalAveragePool()
                .flatten()
                .dense(configuration.classes())
                .architecture();
    }
}
