package dev.tradespace.plugins.mobilenet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.core.analysis.Analysis;
import org.junit.jupiter.api.Test;

/** The smallest members, whose channels nobody has printed, counted by hand from the tables of the papers and the rule of rounding. */
class MobileNetByHandTest {
    private final MobileNetPlugin plugin = new MobileNetPlugin();

    /** An eighth of table 1, at least 8. */
    @Test
    void countsV1() {
        int[] channels = {8, 8, 16, 16, 32, 32, 64, 64, 64, 64, 64, 64, 128, 128};
        long params = normalised(9 * 3, channels[0]);
        for (int i = 1; i < channels.length; i++) {
            params += normalised(9, channels[i - 1]) + normalised(channels[i - 1], channels[i]);
        }
        assertEquals(params + 128 * 10 + 10, params("mini-v1"));
    }

    /** Table 2 at 0.15: 4.8, 2.4, 3.6, 4.8, 9.6, 14.4, 24, 48 and 192 channels, to multiples of 8 that are at most 10% below. */
    @Test
    void countsV2() {
        int[] channels = {8, 8, 8, 16, 16, 24, 48};
        int[] blocks = {1, 2, 3, 4, 3, 3, 1};
        int in = 8;
        long params = normalised(9 * 3, in);
        for (int row = 0; row < channels.length; row++) {
            for (int block = 0; block < blocks[row]; block++) {
                int expanded = row == 0 ? in : 6 * in;
                params += inverted(in, expanded, channels[row], 3);
                in = channels[row];
            }
        }
        assertEquals(params + normalised(in, 192) + 192 * 10 + 10, params("mini-v2"));
    }

    /** Table 2 of v3 at 0.2; the columns are input, expansion, output, kernel and squeeze. */
    @Test
    void countsV3() {
        int[][] rows = {
            {8, 8, 8, 3, 8},
            {8, 40, 8, 3, 0},
            {8, 32, 8, 3, 0},
            {8, 32, 8, 5, 8},
            {8, 48, 8, 5, 16},
            {8, 48, 8, 5, 16},
            {8, 24, 16, 5, 8},
            {16, 48, 16, 5, 16},
            {16, 96, 24, 5, 24},
            {24, 144, 24, 5, 40},
            {24, 144, 24, 5, 40}
        };
        long params = normalised(9 * 3, 8);
        for (int[] row : rows) {
            params += inverted(row[0], row[1], row[2], row[3]);
            int squeeze = row[4];
            params += squeeze == 0 ? 0 : 2L * row[1] * squeeze + squeeze + row[1];
        }
        params += normalised(24, 144);
        params += 144 * 208 + 208;
        assertEquals(params + 208 * 10 + 10, params("mini-v3"));
    }

    private static long inverted(int in, int expanded, int out, int kernel) {
        long expansion = expanded == in ? 0 : normalised(in, expanded);
        return expansion + normalised(kernel * kernel, expanded) + normalised(expanded, out);
    }

    /** Filters of so many weights, without bias, and the scale and shift of their batch norm. */
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
