package dev.tradespace.training.dl4j.vector;

import static dev.tradespace.training.dl4j.vector.Lanes.load;
import static dev.tradespace.training.dl4j.vector.Lanes.store;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;

/** {@code y = scale x + shift} with a scale and a shift for each channel, and the larger of that and zero if it is rectified. */
public final class ChannelAffine extends ChannelLoop {
    private final ByteBuffer x;
    private final ByteBuffer y;
    private final float[] scales;
    private final float[] shifts;
    private boolean rectified;

    /**
     * An affine map of a matrix, all zero.
     *
     * @param x {@code [rows, channels]}
     * @param y of the same shape, perhaps {@code x} itself
     */
    public ChannelAffine(ByteBuffer x, ByteBuffer y, int rows, int channels) {
        super(rows, channels);
        this.x = x;
        this.y = y;
        this.scales = new float[period()];
        this.shifts = new float[period()];
    }

    /** From now on nothing below zero comes out. */
    public void rectify() {
        rectified = true;
    }

    /** Sets a channel's coefficients. */
    public void set(int channel, double scale, double shift) {
        repeat(scales, channel, (float) scale);
        repeat(shifts, channel, (float) shift);
    }

    /** The scale that was set. */
    float scale(int channel) {
        return scales[channel];
    }

    /** The shift that was set. */
    float shift(int channel) {
        return shifts[channel];
    }

    /** Maps the matrix as it is now. */
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
        FloatVector scale = FloatVector.fromArray(Lanes.SPECIES, scales, place);
        FloatVector shift = FloatVector.fromArray(Lanes.SPECIES, shifts, place);
        int end = at + periods * stride();
        int step = stride();
        for (int i = at; i < end; i += step) {
            store(load(x, i).fma(scale, shift), y, i);
        }
    }

    private void rectifiedTile(int at, int periods, int place) {
        FloatVector scale = FloatVector.fromArray(Lanes.SPECIES, scales, place);
        FloatVector shift = FloatVector.fromArray(Lanes.SPECIES, shifts, place);
        FloatVector zero = FloatVector.zero(Lanes.SPECIES);
        int end = at + periods * stride();
        int step = stride();
        for (int i = at; i < end; i += step) {
            store(load(x, i).fma(scale, shift).max(zero), y, i);
        }
    }

    @Override
    void single(int at, int channel) {
        float value = Math.fma(x.getFloat(at), scales[channel], shifts[channel]);
        y.putFloat(at, rectified ? Math.max(0, value) : value);
    }
}
