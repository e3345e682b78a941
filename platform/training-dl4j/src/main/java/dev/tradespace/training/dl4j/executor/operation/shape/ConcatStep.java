package dev.tradespace.training.dl4j.executor.operation.shape;

import dev.tradespace.api.op.Concat;
import dev.tradespace.training.dl4j.executor.kernel.ColumnConcatenation;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.layer.Adjoint;
import dev.tradespace.training.dl4j.executor.layer.ForwardMode;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The inputs one after the other along an axis: matrices side by side, whose rows are all that comes before the axis.
 */
public final class ConcatStep implements OperationStep {
    private final ColumnConcatenation columns;
    private final FloatBuffer[] inputs;
    private final FloatBuffer y;

    public ConcatStep(LayerContext context, Concat op) {
        INDArray first = context.input(0);
        int axis = nativeAxis(op.axis(), first.rank());
        int rows = 1;
        for (int i = 0; i < axis; i++) {
            rows *= Math.toIntExact(first.size(i));
        }
        inputs = new FloatBuffer[context.inputs()];
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = Floats.buffer(context.input(i));
            widths.add(inputs[i].capacity() / rows);
        }
        columns = new ColumnConcatenation(rows, widths);
        y = Floats.buffer(context.looseOutput());
    }

    /** Feature maps have their channels last here, first in the API. */
    private static int nativeAxis(int axis, int rank) {
        return rank == 4 && axis == 0 ? 3 : rank == 4 ? axis : axis + 1;
    }

    @Override
    public void forward(ForwardMode pass) {
        columns.join(part -> inputs[part], y);
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        FloatBuffer dy = Floats.buffer(adjoint.output());
        List<@Nullable FloatBuffer> gradients = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            gradients.add(adjoint.wants(i) ? Floats.buffer(adjoint.input(i)) : null);
        }
        return () -> columns.split(dy, gradients::get);
    }
}
