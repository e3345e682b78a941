package dev.tradespace.plugins.inception;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.BadArchitecture;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.plugin.PublishedFigure;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.training.Recipe;
import dev.tradespace.core.analysis.Analysis;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InceptionTest {
    private final Inception plugin = new Inception();

    /** Auxiliary classifiers have parameters, but inference leaves them out. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
        googlenet       |              |  6624904 |  1498376192
        googlenet       | aux=true     | 13004888 |  1498376192
        googlenet       | wideKernel=5 |  7005832 |  1582671872
        googlenet-naive |              | 70300872 |  9022825600
        inception-v3    |              | 23834568 |  5713216096
        inception-v3    | aux=true     | 27161264 |  5713216096
        inception-v4    |              | 42679816 | 12253974624
        mini            |              |    67423 |     2260562
        small-0.25      |              |   104962 |    13145384
        small-0.5       |              |   415130 |    51563792
        small           |              |  1651114 |   204219680
        """)
    void countsParametersAndMultiplyAccumulates(String variant, @Nullable String change, long params, long macs) {
        Analysis analysis = Analysis.of(plugin.build(configuration(variant, change)));
        assertEquals(params, analysis.params());
        assertEquals(macs, analysis.macs().total());
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

    /** The cause that the figure of timm gives for its difference: batch norms, two operations for each element. */
    @Test
    void countsWhatTimmCountsOnceBatchNormsAreAdded() {
        Architecture v4 = plugin.build(configuration("inception-v4", null));
        long normalised = v4.inferenceLayers().stream()
                .filter(layer -> layer.op() instanceof BatchNorm)
                .mapToLong(layer -> layer.shape().elements())
                .sum();
        double counted = (double) (Analysis.of(v4).macs().total() + 2 * normalised);
        assertEquals(12.28e9, counted, 0.5e7, "two decimals of a billion");
    }

    /** The cause that the paper's figure gives: one vector for each convolution where ours has scale and shift. */
    @Test
    void hasTheParametersOfThePaperForSmallImagesAndTheScales() {
        Analysis small = Analysis.of(plugin.build(configuration("small", null)));
        long scales = small.statistics() / 2;
        assertEquals(1712, scales);
        assertEquals(1_649_402, small.params() - scales);
    }

    /** By hand: filters of the paper's figure at a fifth, each to the nearest whole number. */
    @Test
    void hasTheParametersOfCountingByHand() {
        int[][] modules = {{6, 6}, {6, 10}, {22, 10}, {19, 13}, {16, 16}, {10, 19}, {35, 32}, {35, 32}};
        int[] inputs = {19, 12, 32, 32, 32, 32, 48, 67};
        long params = 9 * 3 * 19 + 2 * 19;
        for (int i = 0; i < modules.length; i++) {
            int ones = modules[i][0];
            int threes = modules[i][1];
            params += (inputs[i] + 2L) * ones + (9L * inputs[i] + 2) * threes;
        }
        params += 16 * 9 * 16 + 2 * 16;
        params += 29 * 9 * 19 + 2 * 19;
        params += 67 * 10 + 10;
        assertEquals(
                params, Analysis.of(plugin.build(configuration("mini", null))).params());
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(delimiter = '|', textBlock = """
        googlenet       | 3a | 256x28x28
        googlenet       | 3b | 480x28x28
        googlenet       | 4e | 832x14x14
        googlenet       | 5b | 1024x7x7
        googlenet-naive | 3a | 416x28x28
        googlenet-naive | 3b | 832x28x28
        googlenet-naive | 4a | 1280x14x14
        googlenet-naive | 4b | 1728x14x14
        googlenet-naive | 4c | 2176x14x14
        googlenet-naive | 4d | 2640x14x14
        googlenet-naive | 4e | 3344x14x14
        googlenet-naive | 5a | 4048x7x7
        googlenet-naive | 5b | 4944x7x7
        """)
    void hasTheChannelsOfItsModules(String variant, String module, String shape) {
        Architecture architecture = plugin.build(configuration(variant, null));
        assertEquals(
                shape,
                architecture.layer("inception" + module + ".concat1").shape().toString());
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(delimiter = '|', textBlock = """
        small        | inception1a.concat1 | 64x28x28
        small        | inception1b.concat1 | 80x28x28
        small        | downsample1.concat1 | 160x14x14
        small        | inception2d.concat1 | 144x14x14
        small        | downsample2.concat1 | 240x7x7
        small        | inception3b.concat1 | 336x7x7
        inception-v3 | mixed5a.concat1    | 256x35x35
        inception-v3 | mixed5c.concat1    | 288x35x35
        inception-v3 | mixed6e.concat1    | 768x17x17
        inception-v3 | mixed7a.concat1    | 1280x8x8
        inception-v3 | mixed7c.concat3    | 2048x8x8
        inception-v4 | stem.concat1       | 160x73x73
        inception-v4 | stem.concat2       | 192x71x71
        inception-v4 | stem.concat3       | 384x35x35
        inception-v4 | reductionA.concat1 | 1024x17x17
        inception-v4 | reductionB.concat1 | 1536x8x8
        """)
    void hasTheSizesOfThePaper(String variant, String layer, String shape) {
        Architecture architecture = plugin.build(configuration(variant, null));
        assertEquals(shape, architecture.layer(layer).shape().toString());
    }

    /** GoogLeNet's grid of averages is 4x4 of 128 channels, v3's classifier sees one position; at any resolution. */
    @ParameterizedTest
    @CsvSource({"googlenet, 224, 13004888", "googlenet, 320, 13004888", "inception-v3, 320, 27161264"})
    void keepsTheAuxiliaryClassifiersAtEveryResolution(String variant, String resolution, long params) {
        Configuration configuration =
                plugin.space().configure(configuration(variant, null), Map.of("aux", "true", "resolution", resolution));
        assertEquals(params, Analysis.of(plugin.build(configuration)).params());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        googlenet    | aux=false | 31
        googlenet    | aux=true  | 31
        inception-v3 | aux=false | 75
        inception-v3 | aux=true  | 75
        inception-v4 |           | 75
        """)
    void buildsDownToItsLeastResolutionAndNoFurther(String variant, @Nullable String change, int least) {
        Configuration base = configuration(variant, change);
        Configuration smallest = plugin.space().configure(base, Map.of("resolution", String.valueOf(least)));
        Configuration smaller = plugin.space().configure(base, Map.of("resolution", String.valueOf(least - 1)));
        assertEquals(List.of(), plugin.check(smallest));
        assertEquals(Shape.of(1000), plugin.build(smallest).outputShape());
        assertThrows(BadArchitecture.class, () -> plugin.build(smaller));
        assertEquals(
                List.of(new Problem(
                        "resolution", "must be at least " + least + " for " + variant + ", was " + (least - 1))),
                plugin.check(smaller));
    }

    @Test
    void narrowsEveryModule() {
        Architecture narrow = plugin.build(configuration("googlenet", "width=0.5"));
        assertEquals(512, narrow.layer("inception5b.concat1").shape().channels());
        assertEquals(Shape.of(1000), narrow.outputShape());
    }

    @Test
    void hasAHeadlineForEveryImageNetVariantButTheNaiveOne() {
        for (Variant variant : plugin.variants()) {
            boolean published =
                    variant.dataset().equals("imagenet-1k") && !variant.name().contains("naive");
            assertEquals(published, variant.headline().isPresent(), variant.name());
        }
    }

    private Configuration configuration(String name, @Nullable String change) {
        Map<String, String> changes = new HashMap<>();
        if (change != null) {
            changes.put(change.substring(0, change.indexOf('=')), change.substring(change.indexOf('=') + 1));
        }
        Configuration base = plugin.variants().stream()
                .filter(variant -> variant.name().equals(name))
                .findFirst()
                .orElseThrow()
                .configuration();
        return plugin.space().configure(base, changes);
    }

    @Test
    void trainsEveryVariantWithTheRecipeThatItHasAlwaysHad() {
        Recipe recipe = new Recipe(
                Recipe.Optimizer.SGD,
                0.2,
                Recipe.Schedule.ONE_CYCLE,
                0.25,
                5e-4,
                128,
                0,
                0,
                0,
                new Recipe.Augmentation(true, 2, 0, 0));
        for (Variant variant : new Inception().variants()) {
            assertEquals(recipe, new Inception().recipe(variant.configuration()), variant.name());
        }
    }
}
