package dev.tradespace.training.dl4j.vector;

/**
 * A loop over a matrix whose rows are channels, with coefficients or sums for each channel: what batch norms and gates are made of.
 *
 * <p>Rows are taken together until they fill whole vectors, a <em>period</em>, over which coefficients are repeated. The matrix is worked on in
 * tiles of some rows that stay in the processor's first cache, a vector's width at a time with its coefficients in registers; the elements after the last
 * whole period come one by one. Loops keep their sums to themselves: not for two threads at once.
 */
abstract class ChannelLoop {
    private static final int TILE = 2048;
    private static final int FEWEST_ROWS = 32;

    private final int channels;
    private final int elements;
    private final int period;
    private final int tileRows;

    /**
     * A loop over matrices of a shape.
     *
     * @param rows at least 1
     * @param channels at least 1
     */
    ChannelLoop(int rows, int channels) {
        this.channels = channels;
        this.elements = Math.multiplyExact(rows, channels);
        this.period = channels / gcd(channels, Lanes.COUNT) * Lanes.COUNT;
        this.tileRows = Math.max(FEWEST_ROWS, TILE / period);
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    final int channels() {
        return channels;
    }

    /** Rows of the matrix. */
    final int rows() {
        return elements / channels;
    }

    /** Elements in a period. */
    final int period() {
        return period;
    }

    /** Bytes from one period to the next. */
    final int stride() {
        return period * Float.BYTES;
    }

    /**
     * One vector's width of some periods.
     *
     * @param at the first byte
     * @param periods how many, {@link #stride()} bytes apart
     * @param place in the period
     */
    abstract void tile(int at, int periods, int place);

    /** After all places of a tile. */
    void tileDone() {}

    /** One element after the last whole period. */
    abstract void single(int at, int channel);

    /** Goes over the matrix that begins at this element of the arrays. */
    final void sweep(int offset) {
        int whole = elements / period;
        for (int row = 0; row < whole; row += tileRows) {
            int periods = Math.min(tileRows, whole - row);
            for (int place = 0; place < period; place += Lanes.COUNT) {
                tile((offset + row * period + place) * Float.BYTES, periods, place);
            }
            tileDone();
        }
        for (int i = whole * period; i < elements; i++) {
            single((offset + i) * Float.BYTES, i % channels);
        }
    }

    /** Sets a channel's coefficient in an array of one period. */
    final void repeat(float[] coefficients, int channel, float value) {
        for (int i = channel; i < period; i += channels) {
            coefficients[i] = value;
        }
    }

    /** Adds what a tile's vectors hold to sums per channel in double precision. */
    final void addTo(double[] sums, float[] ofTile) {
        int channel = 0;
        for (int i = 0; i < period; i++) {
            sums[channel] += ofTile[i];
            channel++;
            if (channel == channels) {
                channel = 0;
            }
        }
    }
}
