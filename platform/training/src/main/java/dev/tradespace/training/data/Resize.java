package dev.tradespace.training.data;

/**
 * Resizes an image so that its short side fits and cuts the rest off evenly. Linear interpolation; when shrinking, the triangle grows with the scale, so that nothing
 * aliases (what Pillow calls BILINEAR and torchvision {@code antialias=True}). Whole numbers only in the sums: every machine gives the same bytes.
 */
public final class Resize {
    /** Room for a byte times the sum of the weights, rounding included, in 32 bits. */
    private static final int FRACTION_BITS = 22;

    private Resize() {}

    /** A square of {@code size} from the middle of an image, {@code [size, size, channels]}. */
    public static byte[] square(Pixels image, int size) {
        int width = image.width();
        int height = image.height();
        if (width == size && height == size) {
            return image.values().clone();
        }
        int shortSide = Math.min(width, height);
        int scaledWidth = (int) ((long) width * size / shortSide);
        int scaledHeight = (int) ((long) height * size / shortSide);
        Window columns = new Window(width, scaledWidth, (scaledWidth - size) / 2, size);
        Window rows = new Window(height, scaledHeight, (scaledHeight - size) / 2, size);
        int top = rows.begin(0);
        int bottom = rows.end(size - 1);
        byte[] wide = horizontal(image, columns, size, top, bottom);
        return vertical(wide, rows, top, size, image.channels());
    }

    private static byte[] horizontal(Pixels image, Window columns, int size, int top, int bottom) {
        int channels = image.channels();
        byte[] source = image.values();
        byte[] result = new byte[(bottom - top) * size * channels];
        int at = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = 0; x < size; x++) {
                int[] weights = columns.weights[x];
                int from = (y * image.width() + columns.begin(x)) * channels;
                for (int channel = 0; channel < channels; channel++) {
                    result[at++] = sum(source, from + channel, channels, weights);
                }
            }
        }
        return result;
    }

    private static byte[] vertical(byte[] wide, Window rows, int top, int size, int channels) {
        int row = size * channels;
        byte[] result = new byte[size * row];
        for (int y = 0; y < size; y++) {
            int from = (rows.begin(y) - top) * row;
            for (int x = 0; x < row; x++) {
                result[y * row + x] = sum(wide, from + x, row, rows.weights[y]);
            }
        }
        return result;
    }

    private static byte sum(byte[] source, int from, int step, int[] weights) {
        int sum = 1 << (FRACTION_BITS - 1);
        int at = from;
        for (int weight : weights) {
            sum += (source[at] & 0xFF) * weight;
            at += step;
        }
        return (byte) Math.min(sum >> FRACTION_BITS, 255);
    }

    /** The source values that make up each row or column of the result. */
    private static final class Window {
        /** The first source value of each. */
        private final int[] first;
        /** The weights of the values from there on. */
        private final int[][] weights;

        /**
         * The weights along one axis.
         *
         * @param skipped what is cut off in front of the result
         */
        Window(int from, int to, int skipped, int size) {
            first = new int[size];
            weights = new int[size][];
            double scale = (double) from / to;
            double reach = Math.max(scale, 1);
            for (int i = 0; i < size; i++) {
                double centre = (i + skipped + 0.5) * scale;
                int begin = Math.max((int) (centre - reach + 0.5), 0);
                int end = Math.min((int) (centre + reach + 0.5), from);
                double[] exact = new double[end - begin];
                double sum = 0;
                for (int k = 0; k < exact.length; k++) {
                    exact[k] = Math.max(0, 1 - Math.abs((begin + k + 0.5 - centre) / reach));
                    sum += exact[k];
                }
                first[i] = begin;
                weights[i] = new int[exact.length];
                for (int k = 0; k < exact.length; k++) {
                    weights[i][k] = (int) (exact[k] / sum * (1 << FRACTION_BITS) + 0.5);
                }
            }
        }

        int begin(int i) {
            return first[i];
        }

        int end(int i) {
            return first[i] + weights[i].length;
        }
    }
}
