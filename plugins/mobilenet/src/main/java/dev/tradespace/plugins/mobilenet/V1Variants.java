package dev.tradespace.plugins.mobilenet;

import dev.tradespace.api.plugin.PublishedFigure;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The sixteen MobileNets v1 that were published: four widths at four resolutions. */
final class V1Variants {
    /** slim keeps 99.9% of the features. */
    private static final double DROPOUT = 0.001;

    /**
     * What slim prints.
     *
     * @param mmacs millions of multiply-accumulates
     * @param mparams millions of parameters
     * @param top1 of the float network, percent
     * @param int8Top1 of the 8-bit network, percent
     */
    private record Slim(double width, int resolution, int mmacs, double mparams, double top1, double int8Top1) {}

    private static final List<Slim> SLIM = List.of(
            new Slim(1.0, 224, 569, 4.24, 70.9, 69.7),
            new Slim(1.0, 192, 418, 4.24, 70.0, 69.0),
            new Slim(1.0, 160, 291, 4.24, 68.0, 67.3),
            new Slim(1.0, 128, 186, 4.24, 65.2, 64.0),
            new Slim(0.75, 224, 317, 2.59, 68.4, 67.9),
            new Slim(0.75, 192, 233, 2.59, 67.2, 66.2),
            new Slim(0.75, 160, 162, 2.59, 65.3, 63.9),
            new Slim(0.75, 128, 104, 2.59, 62.1, 59.8),
            new Slim(0.5, 224, 150, 1.34, 63.3, 62.2),
            new Slim(0.5, 192, 110, 1.34, 61.7, 60.4),
            new Slim(0.5, 160, 77, 1.34, 59.1, 57.7),
            new Slim(0.5, 128, 49, 1.34, 56.3, 54.9),
            new Slim(0.25, 224, 41, 0.47, 49.8, 48.2),
            new Slim(0.25, 192, 34, 0.47, 47.7, 45.8),
            new Slim(0.25, 160, 21, 0.47, 45.5, 43.5),
            new Slim(0.25, 128, 14, 0.47, 41.5, 39.9));

    /** What the paper prints. */
    private record Paper(double width, int resolution, int table, int mmacs, double mparams, double top1) {}

    private static final List<Paper> PAPER = List.of(
            new Paper(1.0, 224, 6, 569, 4.2, 70.6),
            new Paper(0.75, 224, 6, 325, 2.6, 68.4),
            new Paper(0.5, 224, 6, 149, 1.3, 63.7),
            new Paper(0.25, 224, 6, 41, 0.5, 50.6),
            new Paper(1.0, 192, 7, 418, 4.2, 69.1),
            new Paper(1.0, 160, 7, 290, 4.2, 67.2),
            new Paper(1.0, 128, 7, 186, 4.2, 64.4));

    private V1Variants() {}

    static List<Variant> of(SearchSpace space) {
        List<Variant> variants = new ArrayList<>(SLIM.size());
        for (Slim row : SLIM) {
            Map<String, Object> settings = Map.of(
                    "generation", "v1", "width", row.width(), "resolution", row.resolution(), "dropout", DROPOUT);
            variants.add(new Variant(
                    "v1-" + row.width() + "-" + row.resolution(),
                    space.configure(settings),
                    "imagenet-1k",
                    published(row)));
        }
        return variants;
    }

    private static List<PublishedFigure> published(Slim row) {
        Publication slim = Publication.slimV1(row.resolution());
        List<PublishedFigure> figures = new ArrayList<>();
        figures.add(slim.headline(row.top1(), "trained at this resolution on ImageNet-1k"));
        figures.add(slim.accuracy(row.int8Top1(), "8-bit weights and activations, trained with quantisation"));
        figures.add(slim.megaParams(
                row.mparams(),
                "rounded; it fits a count of three vectors per batch norm, shift and running statistics,"
                        + " instead of scale and shift"));
        figures.add(slim.megaMacs(row.mmacs(), slimMacs(row)));
        for (Paper paper : PAPER) {
            if (paper.width() == row.width() && paper.resolution() == row.resolution()) {
                Publication table = new Publication("Howard et al. 2017, table " + paper.table(), row.resolution());
                figures.add(table.accuracy(paper.top1(), "trained at this resolution on ImageNet-1k"));
                figures.add(table.megaParams(paper.mparams(), "rounded"));
                figures.add(
                        table.megaMacs(paper.mmacs(), paper.mmacs() == 290 ? "cut off instead of rounded" : "rounded"));
            }
        }
        if (row.width() == 1 && row.resolution() == 224) {
            Publication keras = Publication.keras();
            figures.add(keras.params(4_253_864, "counts the running statistics of batch norm as well"));
            figures.add(keras.megaMacs(529, "a misprint of the paper's 569, repeated for every resolution"));
        }
        return figures;
    }

    private static String slimMacs(Slim row) {
        if (row.width() == 0.75) {
            return "leaves out the first convolution, at this width only";
        }
        if (row.width() == 0.5 && row.resolution() == 224) {
            return "rounded up; the paper prints 149";
        }
        if (row.width() == 0.25 && row.resolution() == 192) {
            return "a misprint: no way of counting gives it, and its neighbours agree with the definition";
        }
        return "rounded";
    }
}
