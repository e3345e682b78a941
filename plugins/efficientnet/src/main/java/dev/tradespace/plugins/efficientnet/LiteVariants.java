package dev.tradespace.plugins.efficientnet;

import dev.tradespace.api.plugin.PublishedFigure;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** EfficientNet-Lite0 to Lite4: no squeeze-and-excitation, ReLU6, and ends that scaling leaves alone. */
final class LiteVariants {
    /**
     * A member.
     *
     * @param width coefficient of the channels
     * @param depth coefficient of the layers
     * @param mparams millions of parameters
     * @param mmacs millions of multiply-accumulates
     * @param top1 percent
     * @param int8Top1 percent, quantised after training
     */
    private record Row(
            String name,
            double width,
            double depth,
            int resolution,
            double dropout,
            double mparams,
            int mmacs,
            double top1,
            double int8Top1) {}

    private static final List<Row> ROWS = List.of(
            new Row("lite0", 1.0, 1.0, 224, 0.2, 4.7, 407, 75.1, 74.4),
            new Row("lite1", 1.0, 1.1, 240, 0.2, 5.4, 631, 76.7, 75.9),
            new Row("lite2", 1.1, 1.2, 260, 0.3, 6.1, 899, 77.6, 77.0),
            new Row("lite3", 1.2, 1.4, 280, 0.3, 8.2, 1_440, 79.8, 79.0),
            new Row("lite4", 1.4, 1.8, 300, 0.3, 13.0, 2_640, 81.5, 80.2));

    private LiteVariants() {}

    static List<Variant> of(SearchSpace space) {
        List<Variant> variants = new ArrayList<>(ROWS.size());
        for (Row row : ROWS) {
            Map<String, Object> settings = Map.of(
                    "baseline", "lite0",
                    "scaling", "coefficients",
                    "width", row.width(),
                    "depth", row.depth(),
                    "resolution", row.resolution(),
                    "dropout", row.dropout());
            variants.add(new Variant(row.name(), space.configure(settings), "imagenet-1k", published(row)));
        }
        return variants;
    }

    private static List<PublishedFigure> published(Row row) {
        Publication readme = new Publication("TensorFlow TPU README efficientnet/lite/README.md", row.resolution());
        return List.of(
                readme.headline(row.top1(), "trained at this resolution on ImageNet-1k"),
                readme.accuracy(row.int8Top1(), "8-bit weights and activations, quantised after training"),
                readme.megaParams(row.mparams(), "rounded"),
                readme.megaMacs(
                        row.mmacs(), "it fits a count that adds three operations per value that batch norm puts out"));
    }
}
