package dev.tradespace.training.dl4j.executor.operation.shape;

import dev.tradespace.api.op.ChannelPad;
import dev.tradespace.training.dl4j.executor.kernel.ColumnConcatenation;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.layer.Adjoint;
import dev.tradespace.training.dl4j.executor.layer.ForwardMode;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Zero channels before and after.
 *
 * @shape {@code [batch, H, W, C]} to {@code [batch, H, W, before + C + after]}
 */
public final class ChannelPadStep implements OperationStep {
    private final ColumnConcatenation columns;
    private final FloatBuffer x;
    private final FloatBuffer y;

    public ChannelPadStep(LayerContext context, ChannelPad op) {
        INDArray rows = Floats.rows(context.input(0));
        columns = new ColumnConcatenation(
                Math.toIntExact(rows.size(0)), List.of(op.before(), Math.toIntExact(rows.size(1)), op.after()));
        x = Floats.buffer(context.input(0));
        y = Floats.buffer(context.looseOutput());
    }

    @Override
    public void forward(ForwardMode pass) {
        columns.join(part -> part == 1 ? x : null, y);
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        FloatBuffer dy = Floats.buffer(adjoint.output());
        FloatBuffer dx = Floats.buffer(adjoint.input(0));
        return () -> columns.split(dy, part -> part == 1 ? dx : null);
    }
}
