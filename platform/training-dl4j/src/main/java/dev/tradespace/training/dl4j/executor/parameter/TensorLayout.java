package dev.tradespace.training.dl4j.executor.parameter;

import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The memory layout of a tensor of the API: its axes, some of them split, in another order.
 *
 * <p>Convolutions {@code [kH, kW, in, out]}; depthwise ones {@code [kH, kW, channels, multiplier]}; other grouped ones
 * {@code [groups, kH, kW, in / groups, out / groups]}; dense kernels {@code [in, out]}; all else as it is.
 *
 * @param split the API's sizes, row-major, perhaps with an axis split in two
 * @param order for each native axis, the axis of {@code split} it comes from
 */
public record TensorLayout(List<Integer> split, List<Integer> order) {
    public TensorLayout {
        split = List.copyOf(split);
        order = List.copyOf(order);
    }

    /** The layout of a tensor of a layer. */
    static TensorLayout of(Layer layer, WeightSpec tensor) {
        Shape shape = tensor.shape();
        if (tensor.role() == WeightSpec.Role.KERNEL && layer.op() instanceof Convolution convolution) {
            return convolution(
                    shape, convolution.groups(), layer.inputShapes().get(0).channels());
        }
        if (tensor.role() == WeightSpec.Role.KERNEL && shape.rank() == 2) {
            return new TensorLayout(List.of(shape.size(0), shape.size(1)), List.of(1, 0));
        }
        List<Integer> sizes = new ArrayList<>();
        List<Integer> same = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            sizes.add(shape.size(axis));
            same.add(axis);
        }
        return new TensorLayout(sizes, same);
    }

    private static TensorLayout convolution(Shape shape, int groups, int channels) {
        int out = shape.size(0);
        int in = shape.size(1);
        int height = shape.size(2);
        int width = shape.size(3);
        if (groups == 1) {
            return new TensorLayout(List.of(out, in, height, width), List.of(2, 3, 1, 0));
        }
        if (groups == channels) {
            return new TensorLayout(List.of(channels, out / channels, height, width), List.of(2, 3, 0, 1));
        }
        return new TensorLayout(List.of(groups, out / groups, in, height, width), List.of(0, 3, 4, 2, 1));
    }

    /** The native sizes. */
    public long[] sizes() {
        return order.stream().mapToLong(split::get).toArray();
    }

    /** Where each native element, in row-major order, stands among the API's. */
    int[] sources() {
        int rank = split.size();
        int[] strides = new int[rank];
        int elements = 1;
        for (int axis = rank - 1; axis >= 0; axis--) {
            strides[axis] = elements;
            elements *= split.get(axis);
        }
        int[] sources = new int[elements];
        int[] index = new int[rank];
        for (int i = 0; i < elements; i++) {
            int source = 0;
            for (int axis = 0; axis < rank; axis++) {
                source += index[axis] * strides[order.get(axis)];
            }
            sources[i] = source;
            for (int axis = rank - 1; axis >= 0; axis--) {
                index[axis]++;
                if (index[axis] < split.get(order.get(axis))) {
                    break;
                }
                index[axis] = 0;
            }
        }
        return sources;
    }
}
