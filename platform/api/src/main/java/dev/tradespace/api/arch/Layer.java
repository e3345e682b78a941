package dev.tradespace.api.arch;

import dev.tradespace.api.op.BadOperation;
import dev.tradespace.api.op.Op;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A named operation in its place: what it reads and the shape it puts out.
 *
 * @param name unique in its architecture, {@code layer1.block0.conv1}
 * @param op the operation
 * @param inputs the names of the layers it reads, in the operation's order
 * @param inputShapes their shapes, in the same order
 * @param shape the shape it puts out
 */
public record Layer(String name, Op op, List<String> inputs, List<Shape> inputShapes, Shape shape) {
    public Layer {
        inputs = List.copyOf(inputs);
        inputShapes = List.copyOf(inputShapes);
    }

    /** The layer, its shape inferred. */
    static Layer infer(String name, Op op, List<String> inputs, List<Shape> inputShapes) {
        if (inputs.size() < op.minInputs() || inputs.size() > op.maxInputs()) {
            throw new BadArchitecture(
                    "layer " + name + ": " + op.kind() + " takes " + range(op) + ", was given " + inputs.size());
        }
        try {
            Shape shape = op.infer(inputShapes);
            Math.multiplyExact(shape.elements(), Float.BYTES); // whoever counts its bytes later may trust them
            return new Layer(name, op, inputs, inputShapes, shape);
        } catch (BadOperation bad) {
            throw new BadArchitecture("layer " + name + ": " + bad.getMessage());
        } catch (ArithmeticException overflow) {
            throw new BadArchitecture(
                    "layer " + name + ": " + op.describe() + " of " + inputShapes + " is larger than can be counted");
        }
    }

    /** The tensors this layer learns or keeps, under their full names. */
    public List<WeightSpec> weights() {
        List<WeightSpec> own = op.weights(inputShapes);
        if (own.isEmpty()) {
            return own;
        }
        List<WeightSpec> named = new ArrayList<>(own.size());
        for (WeightSpec weight : own) {
            named.add(weight.within(name));
        }
        return named;
    }

    private static String range(Op op) {
        if (op.minInputs() == op.maxInputs()) {
            return op.minInputs() == 1 ? "1 input" : op.minInputs() + " inputs";
        }
        return "at least " + op.minInputs() + " inputs";
    }
}
