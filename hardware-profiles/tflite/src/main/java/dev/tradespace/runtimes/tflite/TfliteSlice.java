package dev.tradespace.runtimes.tflite;

import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.StridedSlice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** A slice, which leaves the batch whole. */
final class TfliteSlice {
    /** The version that takes more than four axes. */
    private static final int MANY_AXES = 4;

    private final TfliteGraph graph;
    private final Layer layer;
    private final StridedSlice op;

    TfliteSlice(TfliteGraph graph, Layer layer, StridedSlice op) {
        this.graph = graph;
        this.layer = layer;
        this.op = op;
    }

    /** Adds the operator, on either layout. */
    FileTensor add(FileTensor x, TfliteLayout layout) {
        int axes = op.ranges().size() + 1;
        List<Integer> begin = new ArrayList<>(Collections.nCopies(axes, 0));
        List<Integer> end = new ArrayList<>(Collections.nCopies(axes, 1));
        List<Integer> step = new ArrayList<>(Collections.nCopies(axes, 1));
        for (int axis = 0; axis < axes - 1; axis++) {
            StridedSlice.Range range = op.ranges().get(axis);
            int place = layout.axis(axis);
            begin.set(place, range.start());
            end.set(place, Math.min(range.end(), layer.inputShapes().get(0).size(axis)));
            step.set(place, range.step());
        }
        return slice(graph, x, List.of(begin, end, step), layer.name(), layout.sizes(layer.shape()));
    }

    private static FileTensor slice(
            TfliteGraph graph, FileTensor x, List<List<Integer>> ranges, String name, Shape sizes) {
        int[] inputs = IntStream.concat(IntStream.of(x.index()), ranges.stream().mapToInt(graph::integers))
                .toArray();
        return graph.node(TfliteOperator.STRIDED_SLICE, inputs)
                .with(OptionsTable.stridedSlice())
                .atLeast(sizes.rank() > 3 ? MANY_AXES : 1)
                .as(name, sizes, x.scale());
    }

    /** A zero for each image, of as many axes as the layer's shape has. */
    static FileTensor zero(TfliteGraph graph, Layer layer) {
        FileTensor image = graph.input();
        int[] ones = image.sizes().toArray();
        Arrays.fill(ones, 1);
        List<Integer> begin = Collections.nCopies(ones.length + 1, 0);
        List<Integer> end = Collections.nCopies(ones.length + 1, 1);
        FileTensor corner = slice(graph, image, List.of(begin, end, end), layer.name() + "/corner", Shape.of(ones));
        int[] sizes = layer.shape().toArray();
        Arrays.fill(sizes, 1);
        FileTensor shaped = graph.reshape(corner, layer.name() + "/corner", Shape.of(sizes));
        // XNNPACK takes a product with 0 for a constant, without the images' axis.
        return new Elementwise(graph, layer.name() + "/zero")
                .join(TfliteOperator.SUB, shaped, shaped, FusedActivation.NONE, null);
    }
}
