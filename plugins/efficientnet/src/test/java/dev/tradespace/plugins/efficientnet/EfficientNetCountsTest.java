package dev.tradespace.plugins.efficientnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.plugin.PublishedFigure;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.core.analysis.Analysis;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The definition's own counts, and that every difference from a published one has the cause that is printed beside it.
 */
class EfficientNetCountsTest {
    private final EfficientNetPlugin plugin = new EfficientNetPlugin();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # variant | crop | params    | macs
        b0        | 224  | 5288548   | 385814752
        b1        | 240  | 7794184   | 686802832
        b2        | 260  | 9109994   | 993561872
        b2        | 288  | 9109994   | 1087529456
        b3        | 300  | 12233232  | 1827141392
        b4        | 380  | 19341616  | 4393771024
        b5        | 456  | 30389784  | 10266384752
        b6        | 528  | 43040704  | 19067593536
        b7        | 600  | 66347960  | 37745884192
        lite0     | 224  | 4652008   | 385187552
        lite1     | 240  | 5416680   | 600185232
        lite2     | 260  | 6092072   | 859736272
        lite3     | 280  | 8197096   | 1383321872
        lite4     | 300  | 13006568  | 2553034336
        v2-s      | 384  | 21458488  | 8365617152
        v2-m      | 480  | 54139356  | 24582460384
        v2-l      | 480  | 118515272 | 56079699008
        mini      | 32   | 83850     | 1546240
        small-b0  | 32   | 83850     | 6144256
        small-b1  | 37   | 150796    | 13184816
        small-b2  | 42   | 191014    | 27590352
        small-b3  | 49   | 291244    | 49372760
        small-b4  | 56   | 456358    | 81816272
        small-b5  | 64   | 544728    | 133489808
        """)
    void countsTheDefinition(String name, int crop, long params, long macs) {
        Analysis analysis = analyse(variant(name), crop);
        assertEquals(params, analysis.params());
        assertEquals(macs, analysis.macs().total());
    }

    /** By hand from the small table; the columns are input, expansion, output and squeeze. */
    @Test
    void countsTheSmallBase() {
        int[][] blocks = {
            {16, 16, 16, 4},
            {16, 64, 24, 4},
            {24, 96, 24, 6},
            {24, 96, 32, 6},
            {32, 128, 32, 8},
            {32, 128, 48, 8},
            {48, 192, 48, 12}
        };
        long params = normalised(9 * 3, 16);
        for (int[] block : blocks) {
            int expanded = block[1];
            int squeeze = block[3];
            params += expanded == block[0] ? 0 : normalised(block[0], expanded);
            params += normalised(9, expanded) + normalised(expanded, block[2]);
            params += 2L * expanded * squeeze + squeeze + expanded;
        }
        params += normalised(48, 192) + 192 * 10 + 10;
        assertEquals(params, analyse(variant("small-b0"), 32).params());
    }

    /** Filters of a number of weights, without bias, and the scale and shift of their batch norm. */
    private static long normalised(int weights, int channels) {
        return (weights + 2L) * channels;
    }

    @Test
    void equalsTorchvisionExactly() {
        int compared = 0;
        for (Variant variant : plugin.variants()) {
            for (PublishedFigure figure : figures(variant, "torchvision ")) {
                Analysis analysis = analyse(variant, crop(figure));
                if (figure.metric() == Metric.PARAMETERS) {
                    assertEquals(figure.value(), (double) analysis.params(), variant.name());
                    compared++;
                } else if (figure.metric() == Metric.MACS) {
                    assertEquals(figure.value(), millions(analysis.macs().total()), variant.name());
                    compared++;
                }
            }
        }
        assertEquals(2 * 11, compared);
    }

    @Test
    void differsFromKerasByTheRunningStatisticsAndTheInput() {
        int compared = 0;
        for (Variant variant : plugin.variants()) {
            for (PublishedFigure figure : figures(variant, "Keras")) {
                Analysis analysis = analyse(variant, crop(figure));
                assertEquals(figure.value(), analysis.params() + analysis.statistics() + 7.0, variant.name());
                compared++;
            }
        }
        assertEquals(8, compared);
    }

    @Test
    void differsFromLiteByThreeOperationsPerNormalisedValue() {
        int compared = 0;
        for (Variant variant : plugin.variants()) {
            for (PublishedFigure figure : figures(variant, "TensorFlow TPU")) {
                if (figure.metric() == Metric.MACS) {
                    Analysis analysis = analyse(variant, crop(figure));
                    double counted = analysis.macs().total();
                    double explained = counted + 3.0 * normalised(analysis);
                    assertTrue(figure.value() / counted > 1.03, variant.name());
                    // Half a percent: the fit is exact but for the rounding in Lite1 to Lite4, and 0.4% off in Lite0.
                    assertEquals(1, figure.value() / explained, 0.005, variant.name());
                    compared++;
                }
            }
        }
        assertEquals(5, compared);
    }

    /** What is called rounded must be so: the count at the printed crop, to the digits that are printed. */
    @Test
    void agreesWithAllThatIsCalledRounded() {
        int compared = 0;
        for (Variant variant : plugin.variants()) {
            for (PublishedFigure figure : variant.published()) {
                if (figure.conditions().endsWith("; rounded")) {
                    Analysis analysis = analyse(variant, crop(figure));
                    double counted =
                            figure.metric() == Metric.MACS ? analysis.macs().total() : analysis.params();
                    assertTrue(
                            Math.abs(figure.value() - counted) <= halfOfTheLastDigit(figure.value()),
                            () -> variant.name() + ": " + figure + " against " + counted);
                    compared++;
                }
            }
        }
        assertTrue(compared > 20, "compared " + compared);
    }

    @Test
    void saysAtWhichCropEveryFigureHolds() {
        for (Variant variant : plugin.variants()) {
            for (PublishedFigure figure : variant.published()) {
                boolean atAnother =
                        variant.name().equals("b2") && figure.source().startsWith("torchvision");
                assertEquals(atAnother ? 288 : variant.configuration().resolution(), crop(figure), variant.name());
            }
        }
    }

    /**
     * Half of the unit of the last printed digit, papers print two or three and torchvision thousandths of a billion;
     * but at most 3%, for a zero at the end (30 M) hides which digit was the last.
     */
    private static double halfOfTheLastDigit(double printed) {
        double unit = 1e5;
        while (Math.rint(printed / (unit * 10)) * unit * 10 == printed) {
            unit *= 10;
        }
        return Math.min(unit / 2, 0.03 * printed);
    }

    private static double millions(long count) {
        return Math.rint(count / 1e6) * 1e6;
    }

    private static long normalised(Analysis analysis) {
        return analysis.layers().stream()
                .filter(cost -> cost.layer().op() instanceof BatchNorm)
                .mapToLong(cost -> cost.layer().shape().elements())
                .sum();
    }

    private static int crop(PublishedFigure figure) {
        String conditions = figure.conditions();
        assertTrue(conditions.startsWith("crop "), conditions);
        return Integer.parseInt(conditions.substring("crop ".length(), conditions.indexOf(';')));
    }

    private Variant variant(String name) {
        return plugin.variants().stream()
                .filter(variant -> variant.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<PublishedFigure> figures(Variant variant, String source) {
        return variant.published().stream()
                .filter(figure -> figure.source().startsWith(source))
                .toList();
    }

    private Analysis analyse(Variant variant, int crop) {
        Configuration configuration =
                plugin.space().configure(variant.configuration(), Map.of("resolution", String.valueOf(crop)));
        return Analysis.of(plugin.build(configuration));
    }
}
