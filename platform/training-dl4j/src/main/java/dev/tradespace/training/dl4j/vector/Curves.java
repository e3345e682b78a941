package dev.tradespace.training.dl4j.vector;

import static dev.tradespace.training.dl4j.vector.Lanes.broadcast;
import static dev.tradespace.training.dl4j.vector.Lanes.load;
import static dev.tradespace.training.dl4j.vector.Lanes.store;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import java.nio.ByteBuffer;
import jdk.incubator.vector.FloatVector;

/**
 * Element-wise functions of straight pieces and the sigmoid, with their slopes, one pass each, in place where wanted. All arrays have room for a whole vector behind their last element.
 *
 * <p>A method that is named after a slope writes {@code dx = dy * slope}; whether it asks for {@code x} or {@code y} is what its operation has to keep.
 */
public final class Curves {
    private Curves() {}

    /** {@code min(most, max(0, x))}. */
    public static void clip(ByteBuffer x, float most, ByteBuffer y, int elements) {
        int end = Lanes.coveringBytes(elements);
        FloatVector zero = FloatVector.zero(Lanes.SPECIES);
        FloatVector top = broadcast(most);
        for (int i = 0; i < end; i += Lanes.BYTES) {
            store(load(x, i).max(zero).min(top), y, i);
        }
    }

    /** The slope of {@link #clip} without a top: one where {@code y} is above zero. */
    public static void rectifierSlope(ByteBuffer y, ByteBuffer dy, ByteBuffer dx, int elements) {
        int end = Lanes.coveringBytes(elements);
        FloatVector zero = FloatVector.zero(Lanes.SPECIES);
        for (int i = 0; i < end; i += Lanes.BYTES) {
            store(zero.blend(load(dy, i), load(y, i).compare(GT, 0)), dx, i);
        }
    }

    /** A slope of {@code slope} where {@code 0 < y < most}, zero elsewhere. */
    public static void clipSlope(ByteBuffer y, float most, float slope, ByteBuffer dy, ByteBuffer dx, int elements) {
        int end = Lanes.coveringBytes(elements);
        FloatVector zero = FloatVector.zero(Lanes.SPECIES);
        for (int i = 0; i < end; i += Lanes.BYTES) {
            FloatVector value = load(y, i);
            FloatVector inside = zero.blend(load(dy, i).mul(slope), value.compare(GT, 0));
            store(inside.blend(zero, value.lt(most).not()), dx, i);
        }
    }

    /** {@code min(6, max(0, x + 3)) / 6}. */
    public static void hardSigmoid(ByteBuffer x, ByteBuffer y, int elements) {
        int end = Lanes.coveringBytes(elements);
        FloatVector zero = FloatVector.zero(Lanes.SPECIES);
        FloatVector one = broadcast(1);
        for (int i = 0; i < end; i += Lanes.BYTES) {
            store(load(x, i).add(3).mul(1f / 6).max(zero).min(one), y, i);
        }
    }

    /** {@code x hardSigmoid(x)}. */
    public static void hardSwish(ByteBuffer x, ByteBuffer y, int elements) {
        int end = Lanes.coveringBytes(elements);
        FloatVector zero = FloatVector.zero(Lanes.SPECIES);
        FloatVector one = broadcast(1);
        for (int i = 0; i < end; i += Lanes.BYTES) {
            FloatVector value = load(x, i);
            store(value.add(3).mul(1f / 6).max(zero).min(one).mul(value), y, i);
        }
    }

    /** The slope of {@link #hardSwish}: {@code x / 3 + 1 / 2} between -3 and 3, zero below, one above. */
    public static void hardSwishSlope(ByteBuffer x, ByteBuffer dy, ByteBuffer dx, int elements) {
        int end = Lanes.coveringBytes(elements);
        FloatVector zero = FloatVector.zero(Lanes.SPECIES);
        FloatVector one = broadcast(1);
        for (int i = 0; i < end; i += Lanes.BYTES) {
            FloatVector value = load(x, i);
            FloatVector slope = value.mul(1f / 3).add(0.5f);
            slope = slope.blend(zero, value.compare(LT, -3)).blend(one, value.compare(GT, 3));
            store(load(dy, i).mul(slope), dx, i);
        }
    }

    /** {@code 1 / (1 + exp(-x))}. */
    public static void sigmoid(ByteBuffer x, ByteBuffer y, int elements) {
        int end = Lanes.coveringBytes(elements);
        FloatVector one = broadcast(1);
        for (int i = 0; i < end; i += Lanes.BYTES) {
            store(one.div(Exponential.of(load(x, i).neg()).add(1)), y, i);
        }
    }

    /** The slope of {@link #sigmoid}: {@code y (1 - y)}. */
    public static void sigmoidSlope(ByteBuffer y, ByteBuffer dy, ByteBuffer dx, int elements) {
        int end = Lanes.coveringBytes(elements);
        for (int i = 0; i < end; i += Lanes.BYTES) {
            FloatVector value = load(y, i);
            store(load(dy, i).mul(value.sub(value.mul(value))), dx, i);
        }
    }
}
