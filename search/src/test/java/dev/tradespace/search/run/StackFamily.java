package dev.tradespace.search.run;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;
import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import java.util.List;
import java.util.Map;

/** A stack of convolutions; 13 channels are bad luck. Its head may have dropout, which counts only there. */
public final class StackFamily implements ArchitecturePlugin {
    @Override
    public String id() {
        return "deep-stack";
    }

    @Override
    public String title() {
        return "Stack";
    }

    @Override
    public String description() {
        return "Convolutions, one after the other.";
    }

    @Override
    public SearchSpace space() {
        return SearchSpace.of(
                Parameter.resolution(8, 64, 8, 32),
                Parameter.classes(10),
                Parameter.choice("head", "plain", "wide"),
                Parameter.integers("channels", 1, 16, 4).meaning("of every convolution"),
                Parameter.integers("hidden", 8, 32, 8, 8).when("head", "wide"));
    }

    @Override
    public List<Variant> variants() {
        return List.of(new Variant("four", space().configure(Map.of("channels", 4)), "imagenet-1k", List.of()));
    }

    @Override
    public List<Problem> check(Configuration configuration) {
        return configuration.integer("channels") == 13 ? List.of(new Problem("channels", "must not be 13")) : List.of();
    }

    @Override
    public Architecture build(Configuration configuration) {
        int side = configuration.resolution();
        Flow pooled = Flow.input(Shape.of(3, side, side))
                .biasedConv(configuration.integer("channels"), Window.kernel(3))
                .relu()
                .globalAveragePool()
                .flatten();
        Flow head = configuration.choice("head").equals("wide")
                ? pooled.dense(configuration.integer("hidden")).relu()
                : pooled;
        return head.dense(configuration.classes()).architecture();
    }
}
