package dev.tradespace.runtimes.tflite;

import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterAllocateTensors;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterCreate;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterDelete;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterGetInputTensor;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterGetInputTensorCount;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterGetOutputTensor;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterGetOutputTensorCount;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterInvoke;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterOptionsCreate;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterOptionsDelete;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterOptionsSetNumThreads;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteInterpreterResizeInputTensor;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteModelCreateFromFile;
import static org.bytedeco.tensorflowlite.global.tensorflowlite.TfLiteModelDelete;
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
import org.bytedeco.tensorflowlite.TfLiteInterpreter;
import org.bytedeco.tensorflowlite.TfLiteInterpreterOptions;
import org.bytedeco.tensorflowlite.TfLiteModel;
import org.bytedeco.tensorflowlite.TfLiteTensor;

/**
 * A model in an interpreter. The input is the interpreter's own tensor, which the images are written into, as programs do that use the C API; a query is one call of its
 * {@code Invoke}, which leaves the answer in a tensor of its own.
 */
final class TfliteSession implements LoadedModel {
    private final TfLiteModel model;
    private final TfLiteInterpreter interpreter;
    private final FloatBuffer input;

    private TfliteSession(TfLiteModel model, TfLiteInterpreter interpreter, FloatBuffer input) {
        this.model = model;
        this.interpreter = interpreter;
        this.input = input;
    }

    static TfliteSession open(Path file, int threads, int batch) throws UnfitModel {
        TfLiteModel model = TfLiteModelCreateFromFile(file.toString());
        if (model == null || model.isNull()) {
            throw new UnfitModel(file + " is no TensorFlow Lite model");
        }
        TfLiteInterpreterOptions options = TfLiteInterpreterOptionsCreate();
        TfLiteInterpreterOptionsSetNumThreads(options, threads);
        TfLiteInterpreter interpreter = TfLiteInterpreterCreate(model, options);
        TfLiteInterpreterOptionsDelete(options);
        if (interpreter == null || interpreter.isNull()) {
            TfLiteModelDelete(model);
            throw new UnfitModel("TensorFlow Lite refused " + file
                    + ": it holds an operator, or a version of one, that the library does not know");
        }
        try {
            return new TfliteSession(model, interpreter, prepare(interpreter, batch));
        } catch (UnfitModel | RuntimeException unfit) {
            TfLiteInterpreterDelete(interpreter);
            TfLiteModelDelete(model);
            throw unfit;
        }
    }

    private static FloatBuffer prepare(TfLiteInterpreter interpreter, int batch) throws UnfitModel {
        int inputs = TfLiteInterpreterGetInputTensorCount(interpreter);
        int outputs = TfLiteInterpreterGetOutputTensorCount(interpreter);
        if (inputs != 1 || outputs != 1) {
            throw new UnfitModel("it must have one input and one output, has " + inputs + " and " + outputs);
        }
        int[] sizes = sizes(TfLiteInterpreterGetInputTensor(interpreter, 0));
        if (sizes.length == 0) {
            throw new UnfitModel("its input must have a batch and sizes after it, is one number");
        }
        int fixed = sizes[0];
        sizes[0] = batch;
        if (fixed != batch) {
            require(TfLiteInterpreterResizeInputTensor(interpreter, 0, sizes, sizes.length), sizes, fixed);
        }
        require(TfLiteInterpreterAllocateTensors(interpreter), sizes, fixed);
        FloatBuffer output = floats(TfLiteInterpreterGetOutputTensor(interpreter, 0), "output");
        if (output.capacity() % batch != 0) {
            throw new UnfitModel(
                    "its output must have values for each of " + batch + " images, has " + output.capacity());
        }
        return floats(TfLiteInterpreterGetInputTensor(interpreter, 0), "input");
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
        int status = TfLiteInterpreterInvoke(interpreter);
        long end = System.nanoTime();
        requireRun(status);
        return end - start;
    }

    @Override
    public float[] answer() {
        requireRun(TfLiteInterpreterInvoke(interpreter));
        TfLiteTensor output = TfLiteInterpreterGetOutputTensor(interpreter, 0);
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

    @Override
    public void close() {
        TfLiteInterpreterDelete(interpreter);
        TfLiteModelDelete(model);
    }
}
