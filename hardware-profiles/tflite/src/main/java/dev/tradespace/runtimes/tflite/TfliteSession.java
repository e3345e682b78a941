package dev.tradespace.runtimes.tflite;

import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteTensorByteSize;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteTensorData;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteTensorDim;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteTensorNumDims;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteTensorType;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteFloat32;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.kTfLiteOk;

import dev.tradespace.api.runtime.LoadedModel;
import dev.tradespace.api.runtime.QueryFailed;
import dev.tradespace.api.runtime.UnfitModel;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.TfLiteTensor;

/**
 * A model in an interpreter. The input is the interpreter's own tensor, which the images are written into, as programs do; a query is one call of its {@code Invoke},
 * which leaves the answer in a tensor of its own. It is the C++ interface: its resolver of operators brings XNNPACK along, that of the C interface does not in this
 * build, and the bindings cannot add it there.
 */
final class TfliteSession implements LoadedModel {
    private final FlatBufferModel model;
    private final BuiltinOpResolver operators;
    private final Interpreter interpreter;
    private final FloatBuffer input;

    private TfliteSession(
            FlatBufferModel model, BuiltinOpResolver operators, Interpreter interpreter, FloatBuffer input) {
        this.model = model;
        this.operators = operators;
        this.interpreter = interpreter;
        this.input = input;
    }

    static TfliteSession open(Path file, int threads, int batch) throws UnfitModel {
        FlatBufferModel model = FlatBufferModel.BuildFromFile(file.toString());
        if (model == null || model.isNull()) {
            throw new UnfitModel(file + " is no TensorFlow Lite model");
        }
        BuiltinOpResolver operators = new BuiltinOpResolver();
        Interpreter interpreter = new Interpreter((Pointer) null);
        try {
            InterpreterBuilder builder = new InterpreterBuilder(model, operators);
            builder.SetNumThreads(threads);
            int status = builder.apply(interpreter);
            builder.close();
            if (status != kTfLiteOk || interpreter.isNull()) {
                throw new UnfitModel("TensorFlow Lite refused " + file
                        + ": it holds an operator, or a version of one, that the library does not know");
            }
            return new TfliteSession(model, operators, interpreter, prepare(interpreter, batch));
        } catch (UnfitModel | RuntimeException unfit) {
            interpreter.close();
            operators.close();
            model.close();
            throw unfit;
        }
    }

    private static FloatBuffer prepare(Interpreter interpreter, int batch) throws UnfitModel {
        long inputs = interpreter.inputs().limit();
        long outputs = interpreter.outputs().limit();
        if (inputs != 1 || outputs != 1) {
            throw new UnfitModel("it must have one input and one output, has " + inputs + " and " + outputs);
        }
        int[] sizes = sizes(interpreter.input_tensor(0));
        if (sizes.length == 0) {
            throw new UnfitModel("its input must have a batch and sizes after it, is one number");
        }
        int fixed = sizes[0];
        sizes[0] = batch;
        if (fixed != batch) {
            require(interpreter.ResizeInputTensor(interpreter.inputs().get(0), sizes), sizes, fixed);
        }
        require(interpreter.AllocateTensors(), sizes, fixed);
        FloatBuffer output = floats(interpreter.output_tensor(0), "output");
        if (output.capacity() % batch != 0) {
            throw new UnfitModel(
                    "its output must have values for each of " + batch + " images, has " + output.capacity());
        }
        return floats(interpreter.input_tensor(0), "input");
    }

    private static void require(int status, int[] sizes, int fixed) throws UnfitModel {
        if (status != kTfLiteOk) {
            throw new UnfitModel("TensorFlow Lite refused an input of " + Arrays.toString(sizes)
                    + "; the file has a batch of " + fixed);
        }
    }

    private static int[] sizes(TfLiteTensor tensor) {
        int[] sizes = new int[TfLiteTensorNumDims(tensor)];
        Arrays.setAll(sizes, axis -> TfLiteTensorDim(tensor, axis));
        return sizes;
    }

    /** The values of a tensor, where they lie. */
    private static FloatBuffer floats(TfLiteTensor tensor, String what) throws UnfitModel {
        if (TfLiteTensorType(tensor) != kTfLiteFloat32) {
            throw new UnfitModel(
                    "its " + what + " must be a tensor of 32-bit floats, is of type " + TfLiteTensorType(tensor));
        }
        return new FloatPointer(TfLiteTensorData(tensor))
                .capacity(TfLiteTensorByteSize(tensor) / Float.BYTES)
                .asBuffer();
    }

    @Override
    public FloatBuffer input() {
        return input.rewind();
    }

    @Override
    public long query() {
        long start = System.nanoTime();
        int status = interpreter.Invoke();
        long end = System.nanoTime();
        requireRun(status);
        return end - start;
    }

    @Override
    public float[] answer() {
        requireRun(interpreter.Invoke());
        TfLiteTensor output = interpreter.output_tensor(0);
        float[] answer = new float[Math.toIntExact(TfLiteTensorByteSize(output) / Float.BYTES)];
        new FloatPointer(TfLiteTensorData(output)).get(answer);
        return answer;
    }

    private static void requireRun(int status) {
        if (status != kTfLiteOk) {
            throw new QueryFailed(
                    "TensorFlow Lite failed while it ran the model; the reason is among the lines that it printed",
                    new IllegalStateException("status " + status));
        }
    }

    /** How many operators the interpreter runs, those that XNNPACK takes together being one. */
    int steps() {
        return Math.toIntExact(interpreter.execution_plan().limit());
    }

    @Override
    public void close() {
        interpreter.close();
        operators.close();
        model.close();
    }
}
