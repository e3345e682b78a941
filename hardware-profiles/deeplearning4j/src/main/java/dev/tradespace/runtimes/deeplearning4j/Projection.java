package dev.tradespace.runtimes.deeplearning4j;

import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Dense layers on {@link Form#ROWS}: a product and a sum. Deeplearning4j has one operation for both, {@code xw_plus_b}, but its session then takes
 * cached arrays for column-major ones, and the answers are wrong.
 *
 * @param graph where to
 * @param in values of a row
 * @param out values of a row of the result
 */
record Projection(Graph graph, int in, int out) {
    /**
     * Adds the operation {@code rows * kernel' + bias}.
     *
     * @param kernel {@code [out, in]}
     * @param name what the kernel is called
     */
    SDVariable add(SDVariable rows, float[] kernel, float @Nullable [] bias, String name) {
        SDVariable turned = graph.constant(name, Kernels.inputsBeforeOutputs(kernel, out, in, 1), in, out);
        SDVariable product = graph.sd().mmul(rows, turned);
        return bias == null ? product : product.add(graph.constant(name + ".bias", bias, out));
    }
}
