package dev.tradespace.training.dl4j.vector;

import static dev.tradespace.training.dl4j.vector.Lanes.load;
import static dev.tradespace.training.dl4j.vector.Lanes.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The backward pass of a batch norm, where its output was rectified with that of the rectifier: two passes, one for the sums {@code sum dy} and {@code sum dy
 * (x - mean)} of every channel, one for {@code dx = a dy + b (x - mean) + c}. A gradient counts where the output was above zero.
 *
 * @source Ioffe &amp; Szegedy 2015, section 3
 */
public final class NormGradients {
    private final ByteBuffer x;
    private final ByteBuffer dy;
    private final ByteBuffer y;
    private final boolean rectified;
    private final Sums sums;
    private final float[] means;

    /**
     * Gradients for matrices of a shape.
     *
     * @param x what was normalized, {@code [rows, channels]}
     * @param y what came out; looked at only if it was rectified
     * @param dy the gradient of that
     */
    public NormGradients(ByteBuffer x, ByteBuffer y, ByteBuffer dy, int rows, int channels, boolean rectified) {
        this.x = x;
        this.y = y;
        this.dy = dy;
        this.rectified = rectified;
        this.sums = new Sums(rows, channels);
        this.means = new float[sums.period()];
    }

    /** Sums over all rows. */
    public void sum(ChannelMoments moments) {
        for (int c = 0; c < sums.channels(); c++) {
            sums.repeat(means, c, (float) moments.mean(c));
        }
        sums.run();
    }

    /** {@code sum dy} of a channel. */
    public double gradientSum(int channel) {
        return sums.gradients[channel];
    }

    /** {@code sum dy (x - mean)} of a channel. */
    public double productSum(int channel) {
        return sums.products[channel];
    }

    /** The pass that writes the gradient of the input, perhaps over {@code dy} itself. */
    public Input input(ByteBuffer dx) {
        return new Input(dx, sums.rows(), sums.channels());
    }

    private final class Sums extends ChannelLoop {
        private final double[] gradients;
        private final double[] products;
        private final float[] gradient;
        private final float[] product;

        Sums(int rows, int channels) {
            super(rows, channels);
            gradients = new double[channels];
            products = new double[channels];
            gradient = new float[period()];
            product = new float[period()];
        }

        void run() {
            Arrays.fill(gradients, 0);
            Arrays.fill(products, 0);
            sweep(0);
        }

        @Override
        void tile(int at, int periods, int place) {
            if (rectified) {
                rectifiedTile(at, periods, place);
            } else {
                plainTile(at, periods, place);
            }
        }

        private void plainTile(int at, int periods, int place) {
            FloatVector mean = FloatVector.fromArray(Lanes.SPECIES, means, place);
            FloatVector sum = FloatVector.zero(Lanes.SPECIES);
            FloatVector productSum = FloatVector.zero(Lanes.SPECIES);
            int end = at + periods * stride();
            int step = stride();
            for (int i = at; i < end; i += step) {
                FloatVector value = load(dy, i);
                sum = sum.add(value);
                productSum = load(x, i).sub(mean).fma(value, productSum);
            }
            sum.intoArray(gradient, place);
            productSum.intoArray(product, place);
        }

        private void rectifiedTile(int at, int periods, int place) {
            FloatVector mean = FloatVector.fromArray(Lanes.SPECIES, means, place);
            FloatVector zero = FloatVector.zero(Lanes.SPECIES);
            FloatVector sum = zero;
            FloatVector productSum = zero;
            int end = at + periods * stride();
            int step = stride();
            for (int i = at; i < end; i += step) {
                FloatVector value = zero.blend(load(dy, i), load(y, i).compare(VectorOperators.GT, 0));
                sum = sum.add(value);
                productSum = load(x, i).sub(mean).fma(value, productSum);
            }
            sum.intoArray(gradient, place);
            productSum.intoArray(product, place);
        }

        @Override
        void tileDone() {
            addTo(gradients, gradient);
            addTo(products, product);
        }

        @Override
        void single(int at, int channel) {
            float value = counted(at);
            gradients[channel] += value;
            products[channel] += (double) value * (x.getFloat(at) - means[channel]);
        }
    }

    private float counted(int at) {
        return rectified && !(y.getFloat(at) > 0) ? 0 : dy.getFloat(at);
    }

    /** {@code dx = a dy + b (x - mean) + c} with coefficients for each channel. */
    public final class Input extends ChannelLoop {
        private final ByteBuffer dx;
        private final float[] ofGradient;
        private final float[] ofDistance;
        private final float[] constants;

        private Input(ByteBuffer dx, int rows, int channels) {
            super(rows, channels);
            this.dx = dx;
            this.ofGradient = new float[period()];
            this.ofDistance = new float[period()];
            this.constants = new float[period()];
        }

        /** Sets a channel's coefficients. */
        public void set(int channel, double a, double b, double c) {
            repeat(ofGradient, channel, (float) a);
            repeat(ofDistance, channel, (float) b);
            repeat(constants, channel, (float) c);
        }

        /** Writes the gradient. */
        public void run() {
            sweep(0);
        }

        @Override
        void tile(int at, int periods, int place) {
            if (rectified) {
                rectifiedTile(at, periods, place);
            } else {
                plainTile(at, periods, place);
            }
        }

        private void plainTile(int at, int periods, int place) {
            FloatVector mean = FloatVector.fromArray(Lanes.SPECIES, means, place);
            FloatVector a = FloatVector.fromArray(Lanes.SPECIES, ofGradient, place);
            FloatVector b = FloatVector.fromArray(Lanes.SPECIES, ofDistance, place);
            FloatVector c = FloatVector.fromArray(Lanes.SPECIES, constants, place);
            int end = at + periods * stride();
            int step = stride();
            for (int i = at; i < end; i += step) {
                store(load(dy, i).fma(a, load(x, i).sub(mean).fma(b, c)), dx, i);
            }
        }

        private void rectifiedTile(int at, int periods, int place) {
            FloatVector mean = FloatVector.fromArray(Lanes.SPECIES, means, place);
            FloatVector a = FloatVector.fromArray(Lanes.SPECIES, ofGradient, place);
            FloatVector b = FloatVector.fromArray(Lanes.SPECIES, ofDistance, place);
            FloatVector c = FloatVector.fromArray(Lanes.SPECIES, constants, place);
            FloatVector zero = FloatVector.zero(Lanes.SPECIES);
            int end = at + periods * stride();
            int step = stride();
            for (int i = at; i < end; i += step) {
                FloatVector value = zero.blend(load(dy, i), load(y, i).compare(VectorOperators.GT, 0));
                store(value.fma(a, load(x, i).sub(mean).fma(b, c)), dx, i);
            }
        }

        @Override
        void single(int at, int channel) {
            float distance = x.getFloat(at) - means[channel];
            float rest = Math.fma(distance, ofDistance[channel], constants[channel]);
            dx.putFloat(at, Math.fma(counted(at), ofGradient[channel], rest));
        }
    }
}
