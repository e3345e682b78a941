package dev.tradespace.plugins.vit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.op.Dropout;
import dev.tradespace.api.op.LayerNorm;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.plugin.PublishedFigure;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.training.Recipe;
import dev.tradespace.core.analysis.Analysis;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisionTransformerTest {
    private final VisionTransformer plugin = new VisionTransformer();

    /** Of the multiply-accumulates, those of QK and AV stand apart. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        ti16    |   5717416 |    1253683200 |    178831872
        s16     |  22050664 |    4598882304 |    357663744
        b16     |  86567656 |   17563828224 |    715327488
        b16-384 |  86859496 |   55484350464 |   6136547328
        b32     |  88224232 |    4409186304 |     46080000
        l16     | 304326632 |   61554712576 |   1907539968
        l16-512 | 305174504 |  361986285568 |  51640320000
        l32     | 306535400 |   15377539072 |    122880000
        h14     | 632045800 |  167295109120 |   5410734080
        h14-518 | 633470440 | 1016716764160 | 153755648000
        mini       |   75082 |   5538688 |  1081600
        small-w64  |  142026 |  10880128 |  2163200
        small-w96  |  460906 |  33916992 |  4867200
        small-w128 |  811146 |  58002176 |  6489600
        small-w192 | 1806538 | 125341824 |  9734400
        """)
    void countsParametersAndMultiplyAccumulates(String variant, long params, long macs, long attention) {
        Analysis analysis = Analysis.of(build(variant, Map.of()));
        assertEquals(params, analysis.params());
        assertEquals(macs, analysis.macs().total());
        assertEquals(attention, analysis.macs().attention());
    }

    /** torchvision prints three decimals of a billion: half of the last one is its rounding. */
    @Test
    void agreesWithTorchvisionToItsLastDigit() {
        for (Variant variant : plugin.variants()) {
            Analysis analysis = Analysis.of(plugin.build(variant.configuration()));
            for (PublishedFigure figure : variant.published()) {
                if (figure.source().startsWith("torchvision ") && figure.metric() == Metric.PARAMETERS) {
                    assertEquals(figure.value(), (double) analysis.params(), 0, variant.name());
                }
                if (figure.source().startsWith("torchvision ") && figure.metric() == Metric.MACS) {
                    assertEquals(figure.value(), (double) analysis.macs().total(), 0.5e6, variant.name());
                }
            }
        }
    }

    /** The cause that the figures of timm give for their difference: layer norms, five operations for each element. */
    @ParameterizedTest
    @CsvSource({"ti16", "s16", "b16", "l16"})
    void countsWhatTimmCountsOnceLayerNormsAreAdded(String name) {
        Architecture architecture = build(name, Map.of());
        long normalised = architecture.inferenceLayers().stream()
                .filter(layer -> layer.op() instanceof LayerNorm)
                .mapToLong(layer -> layer.shape().elements())
                .sum();
        double published = variant(name).published(Metric.MACS).stream()
                .filter(figure -> figure.source().startsWith("timm"))
                .findFirst()
                .orElseThrow()
                .value();
        double counted = (double) (Analysis.of(architecture).macs().total() + 5 * normalised);
        assertEquals(published, counted, 0.5e7, "two decimals of a billion");
    }

    @Test
    void hasAHeadlineOnlyWhereTheWeightsSawImageNet1kAlone() {
        List<String> without = plugin.variants().stream()
                .filter(variant -> variant.dataset().equals("imagenet-1k"))
                .filter(variant -> variant.headline().isEmpty())
                .map(Variant::name)
                .toList();
        assertEquals(List.of("b16-384", "l16-512", "h14", "h14-518"), without);
    }

    /** By hand: of the small ones, whose MLP is twice as wide as a token, at 32 px and 10 classes. */
    @ParameterizedTest
    @CsvSource({"mini, 2, 64", "small-w64, 4, 64", "small-w96, 6, 96", "small-w128, 6, 128", "small-w192, 6, 192"})
    void hasTheParametersOfCountingByHand(String name, int depth, long width) {
        long embedding = (4 * 4 * 3 + 1) * width + width + (8 * 8 + 1) * width;
        long attention = 4 * (width + 1) * width;
        long mlp = (width + 1) * 2 * width + (2 * width + 1) * width;
        long norm = 2 * width;
        long params = embedding + depth * (norm + attention + norm + mlp) + norm + (width + 1) * 10;
        assertEquals(params, Analysis.of(build(name, Map.of())).params());
    }

    @Test
    void embedsAsManyPositionsAsTheResolutionHasPatches() {
        assertEquals(Shape.of(197, 768), embedding(build("b16", Map.of())));
        assertEquals(Shape.of(577, 768), embedding(build("b16", Map.of("resolution", "384"))));
        assertEquals(
                build("b16-384", Map.of()).digest(),
                build("b16", Map.of("resolution", "384")).digest());
    }

    @Test
    void hasNoClassTokenWhereItTakesTheMean() {
        Architecture mean = build("ti16", Map.of("pooling", "mean"));
        assertEquals(Shape.of(196, 192), embedding(mean));
        assertEquals(
                Analysis.of(build("ti16", Map.of())).params() - 2 * 192,
                Analysis.of(mean).params(),
                "neither the token nor its position");
    }

    @Test
    void readsSmallImagesInSmallPatches() {
        Architecture small = build("ti16", Map.of("resolution", "28", "patch", "4", "depth", "6", "classes", "10"));
        assertEquals(Shape.of(50, 192), embedding(small));
        assertEquals(Shape.of(10), small.outputShape());
    }

    @Test
    void dropsNothingUnlessAskedTo() {
        assertFalse(hasDropout(build("ti16", Map.of())));
        assertTrue(hasDropout(build("ti16", Map.of("dropout", "0.1"))));
    }

    @Test
    void refusesWhatDoesNotDivide() {
        Configuration odd =
                plugin.space().configure(variant("b16").configuration(), Map.of("resolution", "230", "heads", "7"));
        assertEquals(
                List.of(
                        new Problem("resolution", "must be a multiple of patch, which is 16, was 230"),
                        new Problem("heads", "must divide width, which is 768, was 7")),
                plugin.check(odd));
    }

    private static Shape embedding(Architecture architecture) {
        return architecture.layer("embed.position-embedding1").shape();
    }

    private static boolean hasDropout(Architecture architecture) {
        return architecture.layers().stream().map(Layer::op).anyMatch(Dropout.class::isInstance);
    }

    private Architecture build(String name, Map<String, String> changes) {
        Configuration configuration = plugin.space().configure(variant(name).configuration(), changes);
        assertEquals(List.of(), plugin.check(configuration));
        return plugin.build(configuration);
    }

    private Variant variant(String name) {
        return plugin.variants().stream()
                .filter(variant -> variant.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void trainsEveryVariantWithTheRecipeThatItHasAlwaysHad() {
        Recipe recipe = new Recipe(
                Recipe.Optimizer.ADAMW,
                0.001,
                Recipe.Schedule.COSINE,
                0.1,
                0.05,
                128,
                0.1,
                1,
                0,
                new Recipe.Augmentation(true, 2, 0, 0));
        for (Variant variant : new VisionTransformer().variants()) {
            assertEquals(recipe, new VisionTransformer().recipe(variant.configuration()), variant.name());
        }
    }
}
