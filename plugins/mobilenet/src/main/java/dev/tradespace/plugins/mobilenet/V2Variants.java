package dev.tradespace.plugins.mobilenet;

import dev.tradespace.api.plugin.PublishedFigure;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The MobileNets v2 that were published: six widths, four of them at five resolutions. */
final class V2Variants {
    private static final int USUAL_RESOLUTION = 224;

    /**
     * What slim prints.
     *
     * @param mmacs millions of multiply-accumulates
     * @param mparams millions of parameters
     * @param top1 percent
     */
    private record Slim(double width, int resolution, int mmacs, double mparams, double top1) {}

    private static final List<Slim> SLIM = List.of(
            new Slim(1.4, 224, 582, 6.06, 75.0),
            new Slim(1.3, 224, 509, 5.34, 74.4),
            new Slim(1.0, 224, 300, 3.47, 71.8),
            new Slim(1.0, 192, 221, 3.47, 70.7),
            new Slim(1.0, 160, 154, 3.47, 68.8),
            new Slim(1.0, 128, 99, 3.47, 65.3),
            new Slim(1.0, 96, 56, 3.47, 60.3),
            new Slim(0.75, 224, 209, 2.61, 69.8),
            new Slim(0.75, 192, 153, 2.61, 68.7),
            new Slim(0.75, 160, 107, 2.61, 66.4),
            new Slim(0.75, 128, 69, 2.61, 63.2),
            new Slim(0.75, 96, 39, 2.61, 58.8),
            new Slim(0.5, 224, 97, 1.95, 65.4),
            new Slim(0.5, 192, 71, 1.95, 63.9),
            new Slim(0.5, 160, 50, 1.95, 61.0),
            new Slim(0.5, 128, 32, 1.95, 57.7),
            new Slim(0.5, 96, 18, 1.95, 51.2),
            new Slim(0.35, 224, 59, 1.66, 60.3),
            new Slim(0.35, 192, 43, 1.66, 58.2),
            new Slim(0.35, 160, 30, 1.66, 55.7),
            new Slim(0.35, 128, 20, 1.66, 50.8),
            new Slim(0.35, 96, 11, 1.66, 45.5));

    private V2Variants() {}

    static List<Variant> of(SearchSpace space) {
        List<Variant> variants = new ArrayList<>(SLIM.size());
        for (Slim row : SLIM) {
            Map<String, Object> settings =
                    Map.of("generation", "v2", "width", row.width(), "resolution", row.resolution());
            variants.add(new Variant(name(row), space.configure(settings), "imagenet-1k", published(row)));
        }
        return variants;
    }

    private static String name(Slim row) {
        String name = "v2-" + row.width();
        return row.resolution() == USUAL_RESOLUTION ? name : name + "-" + row.resolution();
    }

    private static List<PublishedFigure> published(Slim row) {
        Publication slim = Publication.slim(row.resolution());
        List<PublishedFigure> figures = new ArrayList<>();
        figures.add(slim.headline(row.top1(), "trained at this resolution on ImageNet-1k"));
        figures.add(slim.megaParams(row.mparams(), "leaves out batch norm's scale and shift"));
        figures.add(slim.megaMacs(row.mmacs(), "cut off instead of rounded"));
        if (row.width() == 1 && row.resolution() == USUAL_RESOLUTION) {
            Publication torchvision = Publication.torchvision("IMAGENET1K_V1");
            figures.add(torchvision.accuracy(71.878, "torchvision's reference recipe on ImageNet-1k"));
            figures.add(torchvision.params(3_504_872, "exact"));
            figures.add(torchvision.megaMacs(301, "rounded"));
            figures.add(Publication.keras().params(3_538_984, "counts the running statistics of batch norm as well"));
        }
        return figures;
    }
}
