package dev.tradespace.runtimes.deeplearning4j;

import dev.tradespace.api.arch.ChannelAffine;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.BatchNorm;
import dev.tradespace.api.op.WeightSpec;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** A SameDiff graph while it is being written: constants, names, and each value in the forms that were asked for. */
final class Graph {
    private final SameDiff sd = SameDiff.create();
    private final Weights weights;
    private final IdentityHashMap<SDVariable, Map<Form, SDVariable>> forms = new IdentityHashMap<>();

    Graph(Weights weights) {
        this.weights = weights;
    }

    SameDiff sd() {
        return sd;
    }

    /** A value in the form asked for, converted once however many read it. */
    SDVariable as(Form form, Value value) {
        if (value.form() == form) {
            return value.variable();
        }
        Map<Form, SDVariable> known = forms.computeIfAbsent(value.variable(), key -> new EnumMap<>(Form.class));
        SDVariable converted = known.get(form);
        if (converted == null) {
            converted = convert(value, form);
            known.put(form, converted);
        }
        return converted;
    }

    private SDVariable convert(Value value, Form form) {
        SDVariable x = value.variable();
        if (value.isPoint() && form != Form.ROWS && value.form() != Form.ROWS) {
            return sd.reshape(x, form.sizes(value.shape()));
        }
        if (form == Form.MAP) {
            return sd.permute(as(Form.PLAIN, value), 0, 2, 3, 1);
        }
        if (value.form() == Form.MAP) {
            SDVariable plain = sd.permute(x, 0, 3, 1, 2);
            return form == Form.PLAIN ? plain : sd.reshape(plain, form.sizes(value.shape()));
        }
        // Rows and plain values of vectors are the same.
        return value.shape().rank() == 1 ? x : sd.reshape(x, form.sizes(value.shape()));
    }

    /**
     * The values of a tensor of weights.
     *
     * @throws IllegalArgumentException if the weights have another number of values than the architecture asks for
     */
    float[] values(WeightSpec spec) {
        return weights.checked(spec);
    }

    /** What a batch norm does to each channel. */
    ChannelAffine affine(Layer norm, BatchNorm op) {
        return ChannelAffine.of(norm, op, weights);
    }

    /** A constant of these sizes. */
    SDVariable constant(String wanted, float[] values, long... sizes) {
        return sd.constant(free(wanted), Nd4j.create(values, sizes, 'c'));
    }

    /** A constant of whole numbers: amounts of padding. */
    SDVariable integers(String wanted, int[]... rows) {
        return sd.constant(free(wanted), Nd4j.createFromArray(rows));
    }

    /** The input, its batch open. */
    SDVariable placeholder(String name, long... sizes) {
        return sd.placeHolder(name, DataType.FLOAT, sizes);
    }

    /** One zero for each image, of so many axes. */
    SDVariable zeros(int rank) {
        SDVariable image = sd.getVariable(SameDiffWriter.INPUT);
        int axes = image.getShape().length;
        long[] ones = new long[axes];
        Arrays.fill(ones, 1);
        SDVariable corner = sd.stridedSlice(image, new long[axes], ones, ones, 1, 1, 0, 0, 0);
        long[] sizes = new long[rank];
        Arrays.fill(sizes, 1);
        sizes[0] = -1;
        return sd.zerosLike(sd.reshape(corner, sizes));
    }

    /** Gives a variable that an operation puts out the wanted name, or that with a number where it is taken. */
    void name(SDVariable variable, String wanted) {
        variable.rename(free(wanted));
    }

    private String free(String wanted) {
        String name = wanted;
        for (int number = 2; sd.hasVariable(name); number++) {
            name = wanted + "#" + number;
        }
        return name;
    }
}
