package dev.tradespace.runtimes.tflite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.op.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** A written file as a program of a user runs it, through the C++ interface, which knows nothing of ours. */
final class PlainTflite {
    /** Of the spread of the outputs; fp32 sums of some thousand terms stay below. */
    static final double TOLERANCE = 1e-4;

    /** {@code BuiltinOperator.DELEGATE} of the schema. */
    static final int DELEGATE = 51;

    /** {@code BuiltinOperator.STRIDED_SLICE}. */
    static final int STRIDED_SLICE = 45;

    private PlainTflite() {}

    /**
     * What an interpreter made of a file.
     *
     * @param outputs the outputs for some images, one after the other
     * @param operators the numbers of the operators that it ran: {@value #DELEGATE} for those that XNNPACK took together
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares answers.
    record Answer(float[] outputs, List<Integer> operators) {}

    /** The outputs for some images, one after the other. */
    static float[] run(Path file, Shape image, float[] images) {
        return answer(file, image, images).outputs();
    }

    static Answer answer(Path file, Shape image, float[] images) {
        FlatBufferModel model = FlatBufferModel.VerifyAndBuildFromFile(file.toString());
        BuiltinOpResolver resolver = new BuiltinOpResolver();
        Interpreter interpreter = new Interpreter((Pointer) null);
        require(new InterpreterBuilder(model, resolver).apply(interpreter));
        int input = interpreter.inputs().get(0);
        int[] sizes = IntStream.concat(
                        IntStream.of(images.length / Math.toIntExact(image.elements())), IntStream.of(image.toArray()))
                .toArray();
        require(interpreter.ResizeInputTensor(input, sizes));
        require(interpreter.AllocateTensors());
        interpreter.typed_input_tensor_float(0).put(images);
        require(interpreter.Invoke());
        float[] outputs = new float[Math.toIntExact(interpreter.output_tensor(0).bytes() / Float.BYTES)];
        interpreter.typed_output_tensor_float(0).get(outputs);
        List<Integer> operators = operators(interpreter);
        interpreter.close();
        resolver.close();
        model.close();
        return new Answer(outputs, operators);
    }

    private static List<Integer> operators(Interpreter interpreter) {
        IntPointer plan = interpreter.execution_plan();
        List<Integer> operators = new ArrayList<>();
        for (int step = 0; step < plan.limit(); step++) {
            operators.add(
                    interpreter.node_and_registration(plan.get(step)).second().builtin_code());
        }
        return operators;
    }

    private static void require(int status) {
        assertEquals(tensorflowlite.kTfLiteOk, status);
    }

    /** The largest difference of two values, in parts of their spread, or of 1 where that is less. */
    static double error(double[] expected, float[] actual) {
        assertEquals(expected.length, actual.length, "number of values");
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            assertTrue(Float.isFinite(actual[i]), "value " + i + " is " + actual[i]);
            worst = Math.max(worst, Math.abs(expected[i] - actual[i]));
        }
        return worst / Math.max(1, spread(expected));
    }

    /** The distance of the largest value and the smallest. */
    static double spread(double[] values) {
        return DoubleStream.of(values).max().orElseThrow()
                - DoubleStream.of(values).min().orElseThrow();
    }

    /** Normal noise. */
    static float[] noise(long elements, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[Math.toIntExact(elements)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
