package dev.tradespace.plugins.resnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.plugin.PublishedFigure;
import dev.tradespace.api.plugin.Variant;
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
}
