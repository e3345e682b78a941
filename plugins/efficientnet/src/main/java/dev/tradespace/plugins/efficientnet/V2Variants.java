package dev.tradespace.plugins.efficientnet;

import dev.tradespace.api.plugin.PublishedFigure;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** EfficientNetV2-S, M and L at the resolution they are evaluated at; they are trained at smaller ones. */
final class V2Variants {
    private static final String ROUNDED = "rounded";
    private static final String SLIGHTLY_MORE =
            "half a percent above the definition; the authors do not say how they count";

    /**
     * A member, with what the authors' README prints.
     *
     * @param mparams millions of parameters
     * @param parameters how they differ from the definition's
     * @param mmacs millions of multiply-accumulates
     * @param macs how they differ from the definition's
     * @param top1 percent
     */
    private record Row(
            String name,
            int resolution,
            double dropout,
            double mparams,
            String parameters,
            int mmacs,
            String macs,
            double top1) {}

    private static final List<Row> ROWS = List.of(
            new Row("v2-s", 384, 0.2, 21.5, ROUNDED, 8_400, ROUNDED, 83.9),
            new Row("v2-m", 480, 0.3, 54.1, ROUNDED, 24_700, SLIGHTLY_MORE, 85.2),
            new Row("v2-l", 480, 0.4, 119.5, "probably a misprint of 118.5", 56_300, SLIGHTLY_MORE, 85.7));

    private V2Variants() {}

    static List<Variant> of(SearchSpace space) {
        List<Variant> variants = new ArrayList<>(ROWS.size());
        for (Row row : ROWS) {
            Map<String, Object> settings =
                    Map.of("baseline", row.name(), "resolution", row.resolution(), "dropout", row.dropout());
            variants.add(new Variant(row.name(), space.configure(settings), "imagenet-1k", published(row)));
        }
        return variants;
    }

    private static List<PublishedFigure> published(Row row) {
        List<PublishedFigure> figures = new ArrayList<>(TorchvisionFigures.of(row.name(), true));
        Publication authors = new Publication("google/automl efficientnetv2/README.md", row.resolution());
        figures.add(authors.accuracy(row.top1(), "trained on ImageNet-1k with progressive learning"));
        figures.add(authors.megaParams(row.mparams(), row.parameters()));
        figures.add(authors.megaMacs(row.mmacs(), row.macs()));
        return figures;
    }
}
