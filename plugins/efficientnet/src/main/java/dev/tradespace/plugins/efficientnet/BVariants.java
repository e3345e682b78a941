package dev.tradespace.plugins.efficientnet;

import dev.tradespace.api.plugin.PublishedFigure;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** EfficientNet-B0 to B7 by their coefficients, at the resolution of the paper. */
final class BVariants {
    private static final String ROUNDED = "rounded";
    private static final String UNEXPLAINED = "the paper does not say how it counts; the definition gives ";

    /**
     * A member.
     *
     * @param width coefficient of the channels
     * @param depth coefficient of the layers
     * @param epsilon of batch norm in torchvision
     * @param mparams millions of parameters, by the paper
     * @param mmacs millions of multiply-accumulates, by the paper (it calls them FLOPS)
     * @param counting what the paper's multiply-accumulates are to the definition's
     * @param top1 percent, by the paper
     * @param keras parameters, by Keras
     */
    private record Row(
            String name,
            double width,
            double depth,
            int resolution,
            double dropout,
            String epsilon,
            double mparams,
            int mmacs,
            String counting,
            double top1,
            int keras) {}

    /** Coefficients, resolution and dropout: the authors' {@code efficientnet_builder.py}; the paper's figures: Tan &amp; Le 2019, table 2. */
    private static final List<Row> ROWS = List.of(
            new Row("b0", 1.0, 1.0, 224, 0.2, "1e-5", 5.3, 390, ROUNDED, 77.1, 5_330_571),
            new Row("b1", 1.0, 1.1, 240, 0.2, "1e-5", 7.8, 700, UNEXPLAINED + "2% less", 79.1, 7_856_239),
            new Row("b2", 1.1, 1.2, 260, 0.3, "1e-5", 9.2, 1_000, ROUNDED, 80.1, 9_177_569),
            new Row("b3", 1.2, 1.4, 300, 0.3, "1e-5", 12, 1_800, ROUNDED, 81.6, 12_320_535),
            new Row("b4", 1.4, 1.8, 380, 0.4, "1e-5", 19, 4_200, UNEXPLAINED + "5% more", 82.9, 19_466_823),
            new Row("b5", 1.6, 2.2, 456, 0.4, "1e-3", 30, 9_900, UNEXPLAINED + "4% more", 83.6, 30_562_527),
            new Row("b6", 1.8, 2.6, 528, 0.5, "1e-3", 43, 19_000, ROUNDED, 84.0, 43_265_143),
            new Row("b7", 2.0, 3.1, 600, 0.5, "1e-3", 66, 37_000, UNEXPLAINED + "2% more", 84.3, 66_658_687));

    private BVariants() {}

    static List<Variant> of(SearchSpace space) {
        List<Variant> variants = new ArrayList<>(ROWS.size());
        for (Row row : ROWS) {
            Map<String, Object> settings = Map.of(
                    "baseline", "b0",
                    "scaling", "coefficients",
                    "width", row.width(),
                    "depth", row.depth(),
                    "resolution", row.resolution(),
                    "dropout", row.dropout(),
                    "epsilon", row.epsilon());
            variants.add(new Variant(row.name(), space.configure(settings), "imagenet-1k", published(row)));
        }
        return variants;
    }

    private static List<PublishedFigure> published(Row row) {
        Publication paper = new Publication("Tan & Le 2019, table 2", row.resolution());
        List<PublishedFigure> figures = new ArrayList<>();
        figures.add(paper.headline(row.top1(), "trained at this resolution on ImageNet-1k with AutoAugment"));
        figures.add(paper.megaParams(
                row.mparams(),
                row.name().equals("b2")
                        ? "rounded up; it fits a count with batch norm's running statistics"
                        : ROUNDED));
        figures.add(paper.megaMacs(row.mmacs(), row.counting()));
        figures.addAll(TorchvisionFigures.of(row.name(), false));
        figures.add(new Publication("Keras Applications", row.resolution())
                .params(
                        row.keras(),
                        "counts the running statistics of batch norm and seven of the input's normalisation as well"));
        return figures;
    }
}
