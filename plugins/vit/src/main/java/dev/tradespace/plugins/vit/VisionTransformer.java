package dev.tradespace.plugins.vit;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.Parameter.Role;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.api.training.Recipe;
import java.util.ArrayList;
import java.util.List;

/**
 * The Vision Transformer family.
 *
 * @source Dosovitskiy et al. 2021, "An Image is Worth 16x16 Words" (arXiv 2010.11929); Touvron et al. 2021, "Training
 *     data-efficient image transformers" (arXiv 2012.12877) for the sizes Ti and S
 */
public final class VisionTransformer implements ArchitecturePlugin {
    static final String TOKEN = "token";
    static final String MEAN = "mean";

    private final SearchSpace space = SearchSpace.of(
            Parameter.integers("depth", 1, 40, 12).role(Role.DEPTH).meaning("transformer blocks"),
            Parameter.integers("width", 16, 1536, 16, 768)
                    .role(Role.WIDTH)
                    .meaning("size of a token; a multiple of the heads"),
            Parameter.integers("heads", 1, 24, 12).meaning("attention heads"),
            Parameter.integers("patch", 2, 32, 2, 16).unit("px").meaning("side of a patch"),
            Parameter.reals("mlpRatio", 0.5, 8, 4).meaning("hidden size of the MLP over the width"),
            Parameter.choice("pooling", TOKEN, MEAN)
                    .meaning("classify a class token, or the mean of all patches without one"),
            Parameter.reals("dropout", 0, 0.5, 0).meaning("dropout rate while training"),
            Parameter.resolution(16, 640, 2, 224),
            Parameter.classes(1000));

    @Override
    public String id() {
        return "vit";
    }

    @Override
    public String title() {
        return "Vision Transformer";
    }

    @Override
    public String description() {
        return "Transformers that read an image as a sequence of patches: almost all of their work is dense.";
    }

    @Override
    public String link() {
        return "https://arxiv.org/abs/2010.11929";
    }

    @Override
    public SearchSpace space() {
        return space;
    }

    @Override
    public List<Variant> variants() {
        return new VitVariants(space).all();
    }

    @Override
    public List<Problem> check(Configuration configuration) {
        int resolution = configuration.resolution();
        int patch = configuration.integer("patch");
        int width = configuration.integer("width");
        int heads = configuration.integer("heads");
        List<Problem> problems = new ArrayList<>();
        if (resolution % patch != 0) {
            problems.add(new Problem(
                    "resolution", "must be a multiple of patch, which is " + patch + ", was " + resolution));
        }
        if (width % heads != 0) {
            problems.add(new Problem("heads", "must divide width, which is " + width + ", was " + heads));
        }
        return problems;
    }

    @Override
    public Recipe recipe(Configuration configuration) {
        // AdamW for transformers: Touvron et al. 2021, table 9.
        return Recipe.adamw(0.001)
                .schedule(Recipe.Schedule.COSINE, 0.1)
                .labelSmoothing(0.1)
                .clipNorm(1);
    }

    @Override
    public Architecture build(Configuration configuration) {
        Encoder encoder = new Encoder(
                configuration.integer("depth"),
                configuration.integer("width"),
                configuration.integer("heads"),
                configuration.integer("patch"),
                configuration.real("mlpRatio"),
                configuration.choice("pooling").equals(TOKEN) ? Encoder.Pooling.TOKEN : Encoder.Pooling.MEAN,
                configuration.real("dropout"));
        return encoder.build(configuration.resolution(), configuration.classes());
    }
}
