package dev.tradespace.training.dl4j.vector;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/**
 * Feature maps cut into tiles for Winograd's minimal filtering F(2x2, 3x3): a tile of 4x4 of what a convolution reads,
 * or of 2x2 of what it writes, becomes sixteen values for every channel, each in a plane of its own. A product of
 * matrices in each plane then does with 16 multiplications what takes 36 otherwise.
 *
 * <p>Each loop over a row of tiles is called from one place: with two copies of it in one method, the compiler may
 * leave vectors of the second in boxes.
 *
 * <p>Maps are in NHWC, channels a multiple of a vector's lanes; a plane is
 * {@code [images, tileRows, tileColumns, channels]}.
 *
 * @source Lavin &amp; Gray 2016, section 4.1; the gradients are the transposed maps
 */
public final class WinogradTiles {
    /** Planes of one transform. */
    public static final int PLANES = 16;

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int STEP = CacheBlocks.LANES * Float.BYTES;

    /** A tile's rows go into those of planes as one row and, with a sign, another. */
    private static final int[] ONE = {0, 1, 2, 1};

    private static final int[] OTHER = {2, 2, 1, 3};
    private static final float[] SIGN = {-1, 1, -1, -1};

    private final int images;
    private final int tileRows;
    private final int tileColumns;
    /** Of a pixel, in bytes. */
    private final int pixel;
    /** Of a plane, in bytes. */
    private final int plane;

    /**
     * Tiles of some images.
     *
     * @param height of what the convolution writes, even
     * @param width of what the convolution writes, even
     * @param channels of the map, a multiple of {@link #lanes()}
     */
    public WinogradTiles(int images, int height, int width, int channels) {
        this.images = images;
        this.tileRows = height / 2;
        this.tileColumns = width / 2;
        this.pixel = channels * Float.BYTES;
        this.plane = plane(tiles() * channels) * Float.BYTES;
    }

    /** What channels come in multiples of. */
    public static int lanes() {
        return CacheBlocks.LANES;
    }

    /**
     * The stride of planes of a number of elements: planes a power of two apart would throw
     * each other out of the cache.
     */
    public static int plane(int elements) {
        return elements + 2 * CacheBlocks.LANES;
    }

    /** In all images. */
    public int tiles() {
        return images * tileRows * tileColumns;
    }

    private static FloatVector load(ByteBuffer buffer, int at) {
        return FloatVector.fromByteBuffer(CacheBlocks.SPECIES, buffer, at, ORDER);
    }

    private static void store(FloatVector vector, ByteBuffer buffer, int at) {
        vector.intoByteBuffer(buffer, at, ORDER);
    }

    /** What is done with one row of tiles, some channels at a time. */
    private interface RowWork {
        void on(WinogradTiles tiles, ByteBuffer map, int from, int row, ByteBuffer planes, int to);
    }

    private void rows(ByteBuffer map, int from, int image, int row, ByteBuffer planes, RowWork work) {
        for (int i = 0; i < images * tileRows; i++) {
            int begin = from + i / tileRows * image + i % tileRows * 2 * row;
            for (int channel = 0; channel < pixel; channel += STEP) {
                work.on(this, map, begin + channel, row, planes, i * tileColumns * pixel + channel);
            }
        }
    }

    /**
     * Transforms what a convolution reads.
     *
     * @param padded {@code [images, height + 2, width + 2, channels]}
     * @param planes written
     */
    public void read(ByteBuffer padded, ByteBuffer planes) {
        int row = (2 * tileColumns + 2) * pixel;
        rows(padded, 0, (2 * tileRows + 2) * row, row, planes, WinogradTiles::read);
    }

    private void read(ByteBuffer map, int from, int row, ByteBuffer planes, int to) {
        for (int i = 0; i < 4; i++) {
            readRow(map, from + ONE[i] * row, SIGN[i], from + OTHER[i] * row, planes, to + 4 * i * plane);
        }
    }

    /**
     * Four planes of one row and another with a sign. All sixteen in one loop are too many vectors for the compiler.
     */
    private void readRow(ByteBuffer map, int one, float sign, int other, ByteBuffer planes, int to) {
        FloatVector signs = FloatVector.broadcast(CacheBlocks.SPECIES, sign);
        for (int tile = 0; tile < tileColumns; tile++) {
            int at = tile * 2 * pixel;
            FloatVector a = load(map, other + at).fma(signs, load(map, one + at));
            at += pixel;
            FloatVector b = load(map, other + at).fma(signs, load(map, one + at));
            at += pixel;
            FloatVector c = load(map, other + at).fma(signs, load(map, one + at));
            at += pixel;
            FloatVector d = load(map, other + at).fma(signs, load(map, one + at));
            int plane0 = to + tile * pixel;
            store(a.sub(c), planes, plane0);
            store(b.add(c), planes, plane0 + plane);
            store(c.sub(b), planes, plane0 + 2 * plane);
            store(b.sub(d), planes, plane0 + 3 * plane);
        }
    }

    /**
     * Transforms back to what a convolution writes.
     *
     * @param planes the products
     * @param map {@code [..., height, width, channels]}, written from image {@code first} on
     */
    public void write(ByteBuffer planes, ByteBuffer map, int first) {
        int row = 2 * tileColumns * pixel;
        int image = 2 * tileRows * row;
        rows(map, first * image, image, row, planes, WinogradTiles::write);
    }

    private void write(ByteBuffer map, int to, int row, ByteBuffer planes, int from) {
        for (int i = 0; i < 2; i++) {
            writeRow(planes, from + 4 * i * plane, 1 - 2 * i, map, to + i * row);
        }
    }

    /** A row of the map: one row of planes and, with a sign, the two below. */
    private void writeRow(ByteBuffer planes, int from, float sign, ByteBuffer map, int to) {
        FloatVector signs = FloatVector.broadcast(CacheBlocks.SPECIES, sign);
        int row = 4 * plane;
        for (int tile = 0; tile < tileColumns; tile++) {
            int at = from + tile * pixel;
            FloatVector a =
                    load(planes, at + row).add(load(planes, at + 2 * row)).fma(signs, load(planes, at));
            at += plane;
            FloatVector b =
                    load(planes, at + row).add(load(planes, at + 2 * row)).fma(signs, load(planes, at));
            at += plane;
            FloatVector c =
                    load(planes, at + row).add(load(planes, at + 2 * row)).fma(signs, load(planes, at));
            at += plane;
            FloatVector d =
                    load(planes, at + row).add(load(planes, at + 2 * row)).fma(signs, load(planes, at));
            int left = to + tile * 2 * pixel;
            store(a.add(b).add(c), map, left);
            store(b.sub(c).sub(d), map, left + pixel);
        }
    }

    /**
     * Transforms the gradient of what a convolution writes.
     *
     * @param map {@code [..., height, width, channels]}, read from image {@code first} on
     * @param planes written
     */
    public void readGradient(ByteBuffer map, int first, ByteBuffer planes) {
        int row = 2 * tileColumns * pixel;
        int image = 2 * tileRows * row;
        rows(map, first * image, image, row, planes, WinogradTiles::readGradient);
    }

    private void readGradient(ByteBuffer map, int from, int row, ByteBuffer planes, int to) {
        for (int tile = 0; tile < tileColumns; tile++) {
            int left = from + tile * 2 * pixel;
            FloatVector a = load(map, left);
            FloatVector b = load(map, left + pixel);
            FloatVector c = load(map, left + row);
            FloatVector d = load(map, left + row + pixel);
            int at = to + tile * pixel;
            store(a, planes, at);
            store(a.add(b), planes, at + plane);
            store(a.sub(b), planes, at + 2 * plane);
            store(b.neg(), planes, at + 3 * plane);
            FloatVector leftSum = a.add(c);
            FloatVector rightSum = b.add(d);
            store(leftSum, planes, at + 4 * plane);
            store(leftSum.add(rightSum), planes, at + 5 * plane);
            store(leftSum.sub(rightSum), planes, at + 6 * plane);
            store(rightSum.neg(), planes, at + 7 * plane);
            FloatVector leftDifference = a.sub(c);
            FloatVector rightDifference = b.sub(d);
            store(leftDifference, planes, at + 8 * plane);
            store(leftDifference.add(rightDifference), planes, at + 9 * plane);
            store(leftDifference.sub(rightDifference), planes, at + 10 * plane);
            store(rightDifference.neg(), planes, at + 11 * plane);
            store(c.neg(), planes, at + 12 * plane);
            store(c.add(d).neg(), planes, at + 13 * plane);
            store(d.sub(c), planes, at + 14 * plane);
            store(d, planes, at + 15 * plane);
        }
    }
}
