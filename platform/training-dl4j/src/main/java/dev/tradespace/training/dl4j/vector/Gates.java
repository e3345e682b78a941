package dev.tradespace.training.dl4j.vector;

import static dev.tradespace.training.dl4j.vector.Lanes.load;
import static dev.tradespace.training.dl4j.vector.Lanes.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * A gate of one value per image and channel, as in squeeze-and-excitation: {@code y = x * gate}, and backwards {@code dx = dy * gate} and {@code dgate = sum dy
 * x} over an image's positions, in one pass each.
 */
public final class Gates {
    private final int batch;
    private final int positions;
    private final int channels;

    /**
     * Gates of a shape.
     *
     * @param batch images
     * @param positions in an image
     * @param channels at each position
     */
    public Gates(int batch, int positions, int channels) {
        this.batch = batch;
        this.positions = positions;
        this.channels = channels;
    }

    /** The forward pass; {@code y} may be {@code x}. */
    public Runnable forward(ByteBuffer x, ByteBuffer gate, ByteBuffer y) {
        return new Forward(x, gate, y);
    }

    /** The backward pass; {@code dx} may be {@code dy}. */
    public Runnable backward(ByteBuffer x, ByteBuffer gate, ByteBuffer dy, ByteBuffer dx, ByteBuffer gradient) {
        return new Backward(x, gate, dy, dx, gradient);
    }

    private final class Forward extends ChannelLoop implements Runnable {
        private final ByteBuffer x;
        private final ByteBuffer gate;
        private final ByteBuffer y;
        private final float[] factors = new float[period()];

        Forward(ByteBuffer x, ByteBuffer gate, ByteBuffer y) {
            super(positions, channels);
            this.x = x;
            this.gate = gate;
            this.y = y;
        }

        @Override
        public void run() {
            for (int image = 0; image < batch; image++) {
                for (int c = 0; c < channels; c++) {
                    repeat(factors, c, gate.getFloat((image * channels + c) * Float.BYTES));
                }
                sweep(image * positions * channels);
            }
        }

        @Override
        void tile(int at, int periods, int place) {
            FloatVector factor = FloatVector.fromArray(Lanes.SPECIES, factors, place);
            int end = at + periods * stride();
            int step = stride();
            for (int i = at; i < end; i += step) {
                store(load(x, i).mul(factor), y, i);
            }
        }

        @Override
        void single(int at, int channel) {
            y.putFloat(at, x.getFloat(at) * factors[channel]);
        }
    }

    private final class Backward extends ChannelLoop implements Runnable {
        private final ByteBuffer x;
        private final ByteBuffer gate;
        private final ByteBuffer dy;
        private final ByteBuffer dx;
        private final ByteBuffer gradient;
        private final float[] factors = new float[period()];
        private final float[] sum = new float[period()];
        private final double[] sums = new double[channels];

        Backward(ByteBuffer x, ByteBuffer gate, ByteBuffer dy, ByteBuffer dx, ByteBuffer gradient) {
            super(positions, channels);
            this.x = x;
            this.gate = gate;
            this.dy = dy;
            this.dx = dx;
            this.gradient = gradient;
        }

        @Override
        public void run() {
            for (int image = 0; image < batch; image++) {
                for (int c = 0; c < channels; c++) {
                    repeat(factors, c, gate.getFloat((image * channels + c) * Float.BYTES));
                }
                Arrays.fill(sums, 0);
                sweep(image * positions * channels);
                for (int c = 0; c < channels; c++) {
                    gradient.putFloat((image * channels + c) * Float.BYTES, (float) sums[c]);
                }
            }
        }

        @Override
        void tile(int at, int periods, int place) {
            FloatVector factor = FloatVector.fromArray(Lanes.SPECIES, factors, place);
            FloatVector total = FloatVector.zero(Lanes.SPECIES);
            int end = at + periods * stride();
            int step = stride();
            for (int i = at; i < end; i += step) {
                FloatVector value = load(dy, i);
                total = value.fma(load(x, i), total);
                store(value.mul(factor), dx, i);
            }
            total.intoArray(sum, place);
        }

        @Override
        void tileDone() {
            addTo(sums, sum);
        }

        @Override
        void single(int at, int channel) {
            float value = dy.getFloat(at);
            sums[channel] += (double) value * x.getFloat(at);
            dx.putFloat(at, value * factors[channel]);
        }
    }
}
