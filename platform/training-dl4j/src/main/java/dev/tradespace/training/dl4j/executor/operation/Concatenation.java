package dev.tradespace.training.dl4j.executor.operation;

import dev.tradespace.api.op.Concat;
import dev.tradespace.training.dl4j.executor.kernel.Columns;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The inputs one after the other along an axis: matrices side by side, whose rows are all that comes before the axis. */
final class Concatenation implements Operation {
    private final Columns columns;
    private final FloatBuffer[] inputs;
    private final FloatBuffer y;

    Concatenation(Site site, Concat op) {
        INDArray first = site.input(0);
        int axis = nativeAxis(op.axis(), first.rank());
        int rows = 1;
        for (int i = 0; i < axis; i++) {
            rows *= Math.toIntExact(first.size(i));
        }
        inputs = new FloatBuffer[site.inputs()];
        List<Integer> widths = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = Floats.buffer(site.input(i));
            widths.add(inputs[i].capacity() / rows);
        }
        columns = new Columns(rows, widths);
        y = Floats.buffer(site.looseOutput());
    }

    /** Feature maps have their channels last here, first in the API. */
    private static int nativeAxis(int axis, int rank) {
        return rank == 4 && axis == 0 ? 3 : rank == 4 ? axis : axis + 1;
    }

    @Override
    public void forward(Pass pass) {
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
