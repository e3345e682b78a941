package dev.tradespace.training.dl4j.executor.operation.shape;

import dev.tradespace.api.op.Transpose;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import dev.tradespace.training.dl4j.executor.kernel.NativeCall;
import dev.tradespace.training.dl4j.executor.layer.ChannelsFirstStep;
import dev.tradespace.training.dl4j.executor.layer.LayerContext;
import dev.tradespace.training.dl4j.executor.layer.OperationStep;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The same elements in another order of axes, or in another shape. */
public final class ReshapeTransposeStep implements ChannelsFirstStep.Body {
    private final long[] order;

    private ReshapeTransposeStep(List<Integer> axes) {
        order = new long[axes.size() + 1];
        for (int axis = 0; axis < axes.size(); axis++) {
            order[axis + 1] = axes.get(axis) + 1L;
        }
    }

    public static OperationStep transpose(LayerContext context, Transpose op) {
        return new ChannelsFirstStep(context, new ReshapeTransposeStep(op.order()));
    }

    /** Nothing to do unless a feature map is among the shapes. */
    public static OperationStep reshape(LayerContext context) {
        boolean asItLies =
                !ChannelsFirstStep.permutes(context.layer().inputShapes().get(0))
                        && !ChannelsFirstStep.permutes(context.layer().shape());
        return asItLies
                ? new IdentityStep(context)
                : new ChannelsFirstStep(context, new ReshapeTransposeStep(List.of()));
    }

    @Override
    public Runnable forward(INDArray[] inputs, INDArray output, Function<long[], INDArray> scratch) {
        return copy(inputs[0], output, order);
    }

    @Override
    public Runnable backward(INDArray gradient, @Nullable INDArray[] gradients, Function<long[], INDArray> scratch) {
        INDArray wanted = gradients[0];
        long[] back = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            back[(int) order[i]] = i;
        }
        return wanted == null ? () -> {} : copy(gradient, wanted, back);
    }

    private static NativeCall copy(INDArray from, INDArray to, long[] order) {
        if (order.length == 1) {
            INDArray same = Floats.view(from, to.shape());
            return NativeCall.of("assign").in(to, same).out(to).ready();
        }
        return NativeCall.of("permute").in(from).out(to).integers(order).ready();
    }
}
