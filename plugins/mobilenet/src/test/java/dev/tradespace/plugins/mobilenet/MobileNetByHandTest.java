package dev.tradespace.plugins.mobilenet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.core.analysis.Analysis;
import org.junit.jupiter.api.Test;

/**
 * The smallest members, whose channels nobody has printed, counted by hand from the tables of the papers and the rule
 * of rounding.
 */
class MobileNetByHandTest {
    private final MobileNetPlugin plugin = new MobileNetPlugin();

    /** A quarter of table 1, of every number of channels three tenths of the blocks, rounded up. */
    @Test
    void countsV1() {
        int[] channels = {8, 16, 32, 64, 128, 128, 256};
        long params = normalised(9 * 3, channels[0]);
        for (int i = 1; i < channels.length; i++) {
            params += normalised(9, channels[i - 1]) + normalised(channels[i - 1], channels[i]);
        }
        assertEquals(params + 256 * 10 + 10, params("mini-v1"));
    }

    /**
     * Table 2 at 0.25: 8, 4, 6, 8, 16, 24, 40, 80 and 320 channels, to multiples of 8, and half of the blocks, rounded
     * up.
     */
    @Test
    void countsV2() {
        int[] channels = {8, 8, 8, 16, 24, 40, 80};
        int[] blocks = {1, 1, 2, 2, 2, 2, 1};
        int in = 8;
        long params = normalised(9 * 3, in);
        for (int row = 0; row < channels.length; row++) {
            for (int block = 0; block < blocks[row]; block++) {
                int expanded = row == 0 ? in : 6 * in;
                params += inverted(in, expanded, channels[row], 3);
                in = channels[row];
            }
        }
        assertEquals(params + normalised(in, 320) + 320 * 10 + 10, params("mini-v2"));
    }

    /**
     * Table 2 of v3 at 0.35, the first block of every number of channels; the columns are input, expansion, output,
     * kernel and squeeze. Expansions are ratios of the table's: 4.5, 4, 3 and 6 times what comes in.
     */
    @Test
    void countsV3() {
        int[][] rows = {{8, 8, 8, 3, 8}, {8, 40, 8, 3, 0}, {8, 32, 16, 5, 8}, {16, 48, 16, 5, 16}, {16, 96, 32, 5, 24}};
        long params = normalised(9 * 3, 8);
        for (int[] row : rows) {
            params += inverted(row[0], row[1], row[2], row[3]);
            int squeeze = row[4];
            params += squeeze == 0 ? 0 : 2L * row[1] * squeeze + squeeze + row[1];
        }
        params += normalised(32, 192);
        params += 192 * 360 + 360;
        assertEquals(params + 360 * 10 + 10, params("mini-v3"));
    }

    private static long inverted(int in, int expanded, int out, int kernel) {
        long expansion = expanded == in ? 0 : normalised(in, expanded);
        return expansion + normalised(kernel * kernel, expanded) + normalised(expanded, out);
    }

    /** Filters of a number of weights, without bias, and the scale and shift of their batch norm. */
    private static long normalised(int weights, int channels) {
        return (weights + 2L) * channels;
    }

    private long params(String variant) {
        return plugin.variants().stream()
                .filter(each -> each.name().equals(variant))
                .map(each -> Analysis.of(plugin.build(each.configuration())).params())
                .findFirst()
                .orElseThrow();
    }
}
