package dev.tradespace.training.dl4j.vector;

import static dev.tradespace.training.dl4j.vector.Lanes.load;

import java.nio.ByteBuffer;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Mean and biased variance of every channel, in one pass over {@code x - x[0]}: the first row is as near to the mean as the numbers scatter, so that nothing is
 * lost in the difference of squares.
 */
public final class ChannelMoments extends ChannelLoop {
    private final ByteBuffer x;
    private final float[] origin;
    private final float[] sum;
    private final float[] squares;
    private final double[] means;
    private final double[] variances;

    /**
     * The moments of a matrix.
     *
     * @param x {@code [rows, channels]}
     */
    public ChannelMoments(ByteBuffer x, int rows, int channels) {
        super(rows, channels);
        this.x = x;
        this.origin = new float[period()];
        this.sum = new float[period()];
        this.squares = new float[period()];
        this.means = new double[channels];
        this.variances = new double[channels];
    }

    /** Computes them from the matrix as it is now. */
    public void run() {
        for (int c = 0; c < channels(); c++) {
            repeat(origin, c, x.getFloat(c * Float.BYTES));
        }
        Arrays.fill(means, 0);
        Arrays.fill(variances, 0);
        sweep(0);
        for (int c = 0; c < channels(); c++) {
            double distance = means[c] / rows();
            variances[c] = Math.max(0, variances[c] / rows() - distance * distance);
            means[c] = origin[c] + distance;
        }
    }

    /** The mean of a channel. */
    public double mean(int channel) {
        return means[channel];
    }

    /** The biased variance of a channel. */
    public double variance(int channel) {
        return variances[channel];
    }

    @Override
    void tile(int at, int periods, int place) {
        FloatVector start = FloatVector.fromArray(Lanes.SPECIES, origin, place);
        FloatVector total = FloatVector.zero(Lanes.SPECIES);
        FloatVector totalOfSquares = FloatVector.zero(Lanes.SPECIES);
        int end = at + periods * stride();
        int step = stride();
        for (int i = at; i < end; i += step) {
            FloatVector distance = load(x, i).sub(start);
            total = total.add(distance);
            totalOfSquares = distance.fma(distance, totalOfSquares);
        }
        total.intoArray(sum, place);
        totalOfSquares.intoArray(squares, place);
    }

    @Override
    void tileDone() {
        addTo(means, sum);
        addTo(variances, squares);
    }

    @Override
    void single(int at, int channel) {
        double distance = x.getFloat(at) - origin[channel];
        means[channel] += distance;
        variances[channel] += distance * distance;
    }
}
