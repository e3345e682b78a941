package dev.tradespace.training.dl4j.executor.operation.shape;

import dev.tradespace.api.op.StridedSlice;
import dev.tradespace.api.op.StridedSlice.Range;
import dev.tradespace.training.dl4j.executor.kernel.ElementGather;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.layer.Adjoint;
import dev.tradespace.training.dl4j.executor.layer.ForwardMode;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Every n-th element along each axis, from a start to an end. */
public final class StridedSliceStep implements OperationStep {
    private final ElementGather picks;
    private final FloatBuffer x;
    private final FloatBuffer y;

    public StridedSliceStep(LayerContext context, StridedSlice op) {
        INDArray input = context.input(0);
        int rank = input.rank();
        List<int[]> indices = new ArrayList<>();
        for (int axis = 1; axis < rank; axis++) {
            indices.add(indices(op.ranges().get(apiAxis(axis, rank)), Math.toIntExact(input.size(axis))));
        }
        int width = Math.toIntExact(input.size(rank - 1));
        int run = indices.get(rank - 2).length == width ? width : 1;
        picks = new ElementGather(
                context.batch(), Floats.count(input) / context.batch(), run, starts(indices, input, run));
        x = Floats.buffer(input);
        y = Floats.buffer(context.looseOutput());
    }

    /** Feature maps have their channels last here, first in the API. */
    private static int apiAxis(int axis, int rank) {
        return rank == 4 ? axis % 3 : axis - 1;
    }

    private static int[] indices(Range range, int size) {
        int end = Math.min(range.end(), size);
        int[] indices = new int[(end - range.start() + range.step() - 1) / range.step()];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = range.start() + i * range.step();
        }
        return indices;
    }

    private static int[] starts(List<int[]> indices, INDArray input, int run) {
        int[] starts = {0};
        for (int axis = 0; axis < indices.size(); axis++) {
            int size = Math.toIntExact(input.size(axis + 1));
            int[] along = axis == indices.size() - 1 && run > 1 ? new int[] {0} : indices.get(axis);
            int[] next = new int[starts.length * along.length];
            for (int i = 0; i < next.length; i++) {
                next[i] = starts[i / along.length] * size + along[i % along.length];
            }
            starts = next;
        }
        return starts;
    }

    @Override
    public void forward(ForwardMode pass) {
        picks.pick(x, y);
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        FloatBuffer dy = Floats.buffer(adjoint.output());
        FloatBuffer dx = Floats.buffer(adjoint.input(0));
        return () -> picks.putBack(dy, dx);
    }
}
