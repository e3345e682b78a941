package dev.tradespace.training.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeTest {
    private static Pixels grey(int width, int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Pixels.of(width, values.length / width, 1, bytes);
    }

    private static int[] square(Pixels image, int size) {
        byte[] bytes = Resize.square(image, size);
        int[] values = new int[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes[i] & 0xFF;
        }
        return values;
    }

    @Test
    void keepsAnImageOfTheRightSize() {
        assertArrayEquals(new int[] {1, 2, 3, 255}, square(grey(2, 1, 2, 3, 255), 2));
    }

    /** Halving: the triangle of width 4 over four values weighs them 1:3:3:1, and 3:3:1 at the edge. */
    @Test
    void weighsByTheTriangleWhenShrinking() {
        int[] row = {0, 80, 160, 240};
        int[] image = new int[16];
        for (int y = 0; y < 4; y++) {
            System.arraycopy(row, 0, image, 4 * y, 4);
        }
        int left = Math.round((3 * 0 + 3 * 80 + 160) / 7f);
        int right = Math.round((80 + 3 * 160 + 3 * 240) / 7f);
        assertArrayEquals(new int[] {left, right, left, right}, square(grey(4, image), 2));
    }

    /** Doubling: new points lie a quarter between old ones. */
    @Test
    void interpolatesWhenGrowing() {
        int[] wide = {0, 25, 75, 100};
        int[] image = square(grey(2, 0, 100, 0, 100), 4);
        for (int y = 0; y < 4; y++) {
            assertArrayEquals(wide, Arrays.copyOfRange(image, 4 * y, 4 * y + 4), "row " + y);
        }
    }

    @Test
    void cutsTheMiddleOutOfALongImage() {
        assertArrayEquals(new int[] {3, 4, 9, 10}, square(grey(6, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), 2));
        assertArrayEquals(new int[] {2}, square(grey(1, 1, 2, 3), 1));
    }

    /**
     * As torchvision's CenterCrop: 7 columns too many are cut as 4 and 3, 5 as 2 and 3, since a half goes to the even
     * number.
     */
    @Test
    void cutsAHalfPixelTowardsTheEvenNumber() {
        assertArrayEquals(new int[] {3}, square(grey(6, 1, 2, 3, 4, 5, 6), 1));
        assertArrayEquals(new int[] {5}, square(grey(8, 1, 2, 3, 4, 5, 6, 7, 8), 1));
    }

    /** Nothing aliases: a fine chequered pattern becomes its mean. */
    @Test
    void turnsAPatternTooFineToSeeIntoItsMean() {
        int[] image = new int[64 * 64];
        for (int i = 0; i < image.length; i++) {
            image[i] = (i / 64 + i) % 2 == 0 ? 0 : 200;
        }
        for (int value : square(grey(64, image), 8)) {
            assertEquals(100, value, 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1,7", "2,900,5", "333,1,4", "37,53,32", "53,37,224", "1000,999,1"})
    void keepsOneColourWhateverTheSizes(int width, int height, int size) {
        byte[] bytes = new byte[width * height * 3];
        Arrays.fill(bytes, (byte) 255);
        byte[] expected = new byte[size * size * 3];
        Arrays.fill(expected, (byte) 255);
        assertArrayEquals(expected, Resize.square(Pixels.of(width, height, 3, bytes), size));
    }

    @Test
    void keepsColoursApart() {
        byte[] bytes = new byte[16 * 16 * 3];
        for (int i = 0; i < bytes.length; i += 3) {
            bytes[i] = 10;
            bytes[i + 1] = 20;
            bytes[i + 2] = 30;
        }
        byte[] small = Resize.square(Pixels.of(16, 16, 3, bytes), 3);
        for (int i = 0; i < small.length; i++) {
            assertEquals(10 * (i % 3 + 1), small[i]);
        }
    }
}
