package dev.tradespace.training.dl4j.executor.operation;

import dev.tradespace.training.dl4j.executor.kernel.Floats;
import java.nio.FloatBuffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A learned tensor, the same for every image of the batch. */
final class SharedTensor implements InApiOrder.Body {
    private final Site site;

    private SharedTensor(Site site) {
        this.site = site;
    }

    static Operation at(Site site) {
        return new InApiOrder(site, new SharedTensor(site));
    }

    @Override
    public Runnable forward(INDArray[] inputs, INDArray output, Function<long[], INDArray> scratch) {
        FloatBuffer value = Floats.buffer(site.parameter("value"));
        FloatBuffer copies = Floats.buffer(output);
        int size = value.capacity();
        int batch = site.batch();
        return () -> {
            for (int image = 0; image < batch; image++) {
                copies.put(image * size, value, 0, size);
            }
        };
    }

    @Override
    public Runnable backward(INDArray gradient, @Nullable INDArray[] gradients, Function<long[], INDArray> scratch) {
        INDArray images = Floats.view(gradient, site.batch(), gradient.length() / site.batch());
        return ColumnSums.of(images, 1, site.gradient("value"));
    }
}
