package dev.tradespace.plugins.resnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.plugin.PublishedFigure;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.training.Recipe;
import dev.tradespace.core.analysis.Analysis;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResNetTest {
    private final ResNet plugin = new ResNet();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        resnet18         | 11689512 |  1814073344
        resnet34         | 21797672 |  3663761408
        resnet50         | 25557032 |  4089184256
        resnet101        | 44549160 |  7801405440
        resnet152        | 60192808 | 11513626624
        wide-resnet50-2  | 68883240 | 11398021120
        resnext50-32x4d  | 25028904 |  4230479872
        resnext101-32x8d | 88791336 | 16414015488
        resnext101-64x4d | 83455272 | 15460270080
        resnet20         |   269722 |    40551040
        resnet32         |   464154 |    68862592
        resnet44         |   658586 |    97174144
        resnet56         |   853018 |   125485696
        resnet110        |  1727962 |   252887680
        mini                |  75290 |     3060352
        small-resnet8       |  75290 |    12239488
        small-resnet14      | 172506 |    26395264
        small-resnet20-0.5  |  68050 |    10248512
        small-resnet14-2.0  | 685994 |   104695040
        """)
    void countsParametersAndMultiplyAccumulates(String variant, long params, long macs) {
        Analysis analysis = Analysis.of(plugin.build(variant(variant).configuration()));
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

    @Test
    void showsAHeadlineForEveryImageNetVariantAndNoneForCifar() {
        for (Variant variant : plugin.variants()) {
            assertEquals(
                    variant.dataset().equals("imagenet-1k"), variant.headline().isPresent(), variant.name());
        }
    }

    @Test
    void stridesOnThe3x3OfABottleneck() {
        Architecture resnet50 = plugin.build(variant("resnet50").configuration());
        assertEquals(
                Shape.of(128, 56, 56), resnet50.layer("layer2.block1.conv1").shape());
        assertEquals(
                Shape.of(128, 28, 28), resnet50.layer("layer2.block1.conv2").shape());
    }

    /** Option A: sliced and padded, 16 of 32 channels are zeros, eight before and eight after. */
    @Test
    void learnsNothingInTheShortcutsForCifar() {
        Architecture resnet20 = plugin.build(variant("resnet20").configuration());
        assertEquals(
                "channel pad 8+8",
                resnet20.layer("layer2.block1.shortcut.channel-pad1").op().describe());
        assertTrue(resnet20.weights().keySet().stream().noneMatch(name -> name.contains("shortcut")));
    }

    /** Without a weight in its shortcuts (option A); with projections (option B) ResNet-20 would have 272,474. */
    @ParameterizedTest
    @CsvSource({
        "resnet20, 3, 16",
        "mini, 1, 16",
        "small-resnet8, 1, 16",
        "small-resnet14, 2, 16",
        "small-resnet20-0.5, 3, 8",
        "small-resnet14-2.0, 2, 32"
    })
    void hasTheParametersOfCountingByHand(String variant, int n, int channels) {
        long params = normalised(3, channels);
        int in = channels;
        for (int out : new int[] {channels, 2 * channels, 4 * channels}) {
            params += normalised(in, out) + (2L * n - 1) * normalised(out, out);
            in = out;
        }
        params += in * 10L + 10;
        assertEquals(
                params,
                Analysis.of(plugin.build(variant(variant).configuration())).params());
    }

    /** A 3x3 convolution without bias, and the scale and shift of its batch norm. */
    private static long normalised(int in, int out) {
        return 9L * in * out + 2L * out;
    }

    @Test
    void quartersTheWorkByTheStrideOfTheStem() {
        Architecture whole = plugin.build(variant("small-resnet8").configuration());
        Architecture mini = plugin.build(variant("mini").configuration());
        assertEquals(Shape.of(64, 8, 8), whole.layer("layer3.block1.relu1").shape());
        assertEquals(Shape.of(64, 4, 4), mini.layer("layer3.block1.relu1").shape());
        long classifier = 64 * 10;
        assertEquals(
                Analysis.of(whole).macs().total() - classifier,
                4 * (Analysis.of(mini).macs().total() - classifier));
    }

    @Test
    void narrowsEveryLayerButTheClassifier() {
        Architecture narrow =
                plugin.build(plugin.space().configure(variant("resnet50").configuration(), Map.of("width", "0.75")));
        assertEquals(48, narrow.layer("stem.conv1").shape().channels());
        assertEquals(1536, narrow.layer("layer4.block3.add1").shape().channels());
        assertEquals(Shape.of(1000), narrow.outputShape());
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
        for (Variant variant : new ResNet().variants()) {
            assertEquals(recipe, new ResNet().recipe(variant.configuration()), variant.name());
        }
    }
}
