package com.example.tinynet;

import static dev.tradespace.api.op.Window.kernel;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.Parameter.Role;
import dev.tradespace.api.space.SearchSpace;
import java.util.List;

/** A family of networks: what can be varied, one named member, and how any member is built. */
public final class TinyNet implements ArchitecturePlugin {
    private static final int STAGES = 3;

    @Override
    public String id() {
        return "tinynet";
    }

    @Override
    public String title() {
        return "TinyNet";
    }

    @Override
    public String description() {
        return "Three convolutions.";
    }

    /** Stands beside the family's name; a link to a paper or to code would, too. */
    @Override
    public String symbol() {
        return "T";
    }

    @Override
    public SearchSpace space() {
        return SearchSpace.of(
                Parameter.integers("channels", 8, 256, 8, 32).role(Role.WIDTH).meaning("channels of the first stage"),
                Parameter.resolution(32, 256, 32, 64),
                Parameter.classes(10));
    }

    @Override
    public List<Variant> variants() {
        return List.of(new Variant("small", space().defaults(), "cifar10", List.of()));
    }

    @Override
    public Architecture build(Configuration configuration) {
        int resolution = configuration.resolution();
        Flow flow = Flow.input(Shape.of(3, resolution, resolution));
        for (int stage = 0; stage < STAGES; stage++) {
            int channels = configuration.integer("channels") << stage;
            flow = flow.in("stage" + stage, inner -> inner.conv(
                            channels, kernel(3).stride(2).padding(1))
                    .batchNorm()
                    .relu());
        }
        return flow.globalAveragePool().flatten().dense(configuration.classes()).architecture();
    }
}
