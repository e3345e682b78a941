package dev.tradespace.training.data.image;

/**
 * The preprocessing of an image before a network reads it: the one definition, of which {@code docs/preprocessing.md}
 * says why it is so. The short side becomes the network's size and the middle is cut out, as torchvision's Resize and
 * CenterCrop do with Pillow's images.
 */
public final class Preprocessing {
    /**
     * The version of the definition: whoever changes a byte of what it gives raises it, so that models and prepared
     * files tell which one they had. Version 1 named none.
     */
    public static final int VERSION = 2;

    private Preprocessing() {}

    /** How long a side of an image is once its short side is {@code size}; the fraction is cut off. */
    static long scaled(int side, int shortSide, int size) {
        return (long) side * size / shortSide;
    }

    /**
     * How much of a scaled side is cut off in front of its middle {@code size} values; a half goes to the even number.
     */
    static long skipped(long scaled, int size) {
        return (long) Math.rint((scaled - size) / 2.0);
    }

    /**
     * Colours as the grey that is as bright, for networks that have seen nothing but grey.
     *
     * @param values of red, green and blue, one after the other; each becomes the grey
     * @source ITU-R BT.601, section 2.5.1; in whole numbers as Pillow's {@code convert("L")}
     */
    public static void grey(byte[] values) {
        for (int i = 0; i < values.length; i += 3) {
            int red = values[i] & 0xFF;
            int green = values[i + 1] & 0xFF;
            int blue = values[i + 2] & 0xFF;
            byte grey = (byte) ((19_595 * red + 38_470 * green + 7_471 * blue + 0x8000) >> 16);
            values[i] = grey;
            values[i + 1] = grey;
            values[i + 2] = grey;
        }
    }
}
