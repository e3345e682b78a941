package dev.tradespace.plugins.efficientnet;

import dev.tradespace.api.plugin.PublishedFigure;
import java.util.ArrayList;
import java.util.List;

/** What torchvision publishes with its weights; its parameters are exact, its multiply-accumulates rounded to millions. */
final class TorchvisionFigures {
    private static final String TIMM = "weights ported from timm";
    private static final String AUTHORS = "weights ported from the authors'";
    private static final String REFERENCE = "trained with torchvision's reference recipe on ImageNet-1k";
    private static final String NEWER = "trained with torchvision's newer recipe on ImageNet-1k";

    /**
     * One set of weights.
     *
     * @param mmacs millions of multiply-accumulates at this crop
     * @param top1 percent
     */
    private record Row(String variant, String weights, int params, int mmacs, int crop, double top1, String training) {}

    private static final List<Row> ROWS = List.of(
            new Row("b0", "IMAGENET1K_V1", 5_288_548, 386, 224, 77.692, TIMM),
            new Row("b1", "IMAGENET1K_V1", 7_794_184, 687, 240, 78.642, TIMM),
            new Row("b1", "IMAGENET1K_V2", 7_794_184, 687, 240, 79.838, NEWER),
            new Row("b2", "IMAGENET1K_V1", 9_109_994, 1_088, 288, 80.608, TIMM),
            new Row("b3", "IMAGENET1K_V1", 12_233_232, 1_827, 300, 82.008, TIMM),
            new Row("b4", "IMAGENET1K_V1", 19_341_616, 4_394, 380, 83.384, TIMM),
            new Row("b5", "IMAGENET1K_V1", 30_389_784, 10_266, 456, 83.444, AUTHORS),
            new Row("b6", "IMAGENET1K_V1", 43_040_704, 19_068, 528, 84.008, AUTHORS),
            new Row("b7", "IMAGENET1K_V1", 66_347_960, 37_746, 600, 84.122, AUTHORS),
            new Row("v2-s", "IMAGENET1K_V1", 21_458_488, 8_366, 384, 84.228, REFERENCE),
            new Row("v2-m", "IMAGENET1K_V1", 54_139_356, 24_582, 480, 85.112, REFERENCE),
            new Row("v2-l", "IMAGENET1K_V1", 118_515_272, 56_080, 480, 85.808, AUTHORS));

    private TorchvisionFigures() {}

    /** The figures of a variant's weights, its counts once; the first accuracy is the headline where that is asked for. */
    static List<PublishedFigure> of(String variant, boolean headline) {
        List<PublishedFigure> figures = new ArrayList<>();
        for (Row row : ROWS) {
            if (row.variant().equals(variant)) {
                Publication weights = new Publication("torchvision " + row.weights(), row.crop());
                boolean first = figures.isEmpty();
                figures.add(
                        headline && first
                                ? weights.headline(row.top1(), row.training())
                                : weights.accuracy(row.top1(), row.training()));
                if (first) {
                    figures.add(weights.params(row.params(), "exact"));
                    figures.add(weights.megaMacs(row.mmacs(), "rounded"));
                }
            }
        }
        return figures;
    }
}
