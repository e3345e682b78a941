package dev.tradespace.training.dl4j.executor.operation;

import dev.tradespace.api.op.StridedSlice;
import dev.tradespace.api.op.StridedSlice.Range;
import dev.tradespace.training.dl4j.executor.kernel.Call;
import dev.tradespace.training.dl4j.executor.kernel.Floats;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Every n-th element along each axis, from a start to an end. */
final class Slice implements Operation {
    private final List<Range> ranges;
    private final Call forward;

    Slice(Site site, StridedSlice op) {
        this.ranges = op.ranges();
        INDArray y = site.looseOutput();
        this.forward = Call.of("assign").in(y, taken(site.input(0))).out(y).ready();
    }

    private INDArray taken(INDArray array) {
        int rank = array.rank();
        INDArrayIndex[] indices = new INDArrayIndex[rank];
        indices[0] = NDArrayIndex.all();
        for (int axis = 1; axis < rank; axis++) {
            Range range = ranges.get(apiAxis(axis, rank));
            indices[axis] = NDArrayIndex.interval(range.start(), range.step(), Math.min(range.end(), array.size(axis)));
        }
        return array.get(indices);
    }

    /** Feature maps have their channels last here, first in the API. */
    private static int apiAxis(int axis, int rank) {
        return rank == 4 ? axis % 3 : axis - 1;
    }

    @Override
    public void forward(Pass pass) {
        forward.run();
    }

    @Override
    public Runnable backward(Adjoint adjoint) {
        if (!adjoint.wants(0)) {
            return () -> {};
        }
        INDArray dx = adjoint.input(0);
        INDArray part = taken(dx);
        return new Steps()
                .add(Call.of("multiply").in(dx, Floats.zeros(1)).out(dx).ready())
                .add(Call.of("assign").in(part, adjoint.output()).out(part).ready());
    }
}
