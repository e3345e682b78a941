package dev.tradespace.search.run;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import java.util.List;

/** One hidden layer; {@code twice} changes nothing. */
public final class FlatFamily implements ArchitecturePlugin {
    @Override
    public String id() {
        return "flat";
    }

    @Override
    public String title() {
        return "Flat";
    }

    @Override
    public String description() {
        return "One hidden layer.";
    }

    @Override
    public SearchSpace space() {
        return SearchSpace.of(
                Parameter.resolution(4, 40, 1, 28),
                Parameter.classes(10),
                Parameter.integers("units", 1, 100, 10),
                Parameter.flag("twice", false));
    }

    @Override
    public List<Variant> variants() {
        return List.of(new Variant("plain", space().defaults(), "imagenet-1k", List.of()));
    }

    @Override
    public Architecture build(Configuration configuration) {
        int side = configuration.resolution();
        return Flow.input(Shape.of(3, side, side))
                .globalAveragePool()
                .flatten()
                .dense(configuration.integer("units"))
                .relu()
                .dense(configuration.classes())
                .architecture();
    }
}
