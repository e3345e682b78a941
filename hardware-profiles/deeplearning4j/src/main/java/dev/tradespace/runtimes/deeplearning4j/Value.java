package dev.tradespace.runtimes.deeplearning4j;

import dev.tradespace.api.op.Shape;
import org.nd4j.autodiff.samediff.SDVariable;

/**
 * What a layer puts out.
 *
 * @param variable the variable that holds it
 * @param shape its shape as the architecture has it
 * @param form how its elements lie
 */
record Value(SDVariable variable, Shape shape, Form form) {
    /** Whether each position holds one value per channel and nothing else: all forms have one order of elements. */
    boolean isPoint() {
        return shape.isFeatureMap() && shape.height() == 1 && shape.width() == 1;
    }
}
