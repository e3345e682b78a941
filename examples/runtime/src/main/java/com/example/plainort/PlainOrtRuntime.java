package com.example.plainort;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.tradespace.api.runtime.LoadedModel;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.api.runtime.QueryFailed;
import dev.tradespace.api.runtime.RuntimeDescription;
import dev.tradespace.api.runtime.RuntimePlugin;
import dev.tradespace.api.runtime.UnfitModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** ONNX Runtime with its graph optimisations switched off: beside the usual one it tells what they save on this machine. */
public final class PlainOrtRuntime implements RuntimePlugin {
    @Override
    public RuntimeDescription describe() {
        return new RuntimeDescription(
                "plain-ort",
                "ONNX Runtime, not optimised",
                String.valueOf(OrtEnvironment.class.getPackage().getImplementationVersion()),
                List.of(ModelFormat.ONNX),
                List.of("fp32"));
    }

    @Override
    public void load() {
        OrtEnvironment.getEnvironment();
    }

    @Override
    public LoadedModel open(Path model, int threads, int batch) throws UnfitModel {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            OrtSession session = environment.createSession(model.toString(), options);
            NodeInfo image = session.getInputInfo().values().iterator().next();
            long[] shape = ((TensorInfo) image.getInfo()).getShape();
            if (shape[0] > 0 && shape[0] != batch) {
                throw new UnfitModel("its batch must be open or " + batch + ", is " + shape[0]);
            }
            shape[0] = batch;
            int bytes = Math.toIntExact(Arrays.stream(shape).reduce(Float.BYTES, Math::multiplyExact));
            FloatBuffer input = ByteBuffer.allocateDirect(bytes)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
            return new Loaded(
                    session, input, Map.of(image.getName(), OnnxTensor.createTensor(environment, input, shape)));
        } catch (OrtException refused) {
            throw new UnfitModel("ONNX Runtime refused it: " + refused.getMessage());
        }
    }

    /** A model and its input. */
    private record Loaded(OrtSession session, FloatBuffer values, Map<String, OnnxTensor> inputs)
            implements LoadedModel {
        @Override
        public FloatBuffer input() {
            return values.rewind();
        }

        @Override
        public long query() {
            try {
                long start = System.nanoTime();
                OrtSession.Result result = session.run(inputs);
                long end = System.nanoTime();
                result.close();
                return end - start;
            } catch (OrtException broken) {
                throw new QueryFailed("ONNX Runtime failed: " + broken.getMessage(), broken);
            }
        }

        @Override
        public float[] answer() {
            try (OrtSession.Result result = session.run(inputs)) {
                FloatBuffer logits = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] answer = new float[logits.remaining()];
                logits.get(answer);
                return answer;
            } catch (OrtException broken) {
                throw new QueryFailed("ONNX Runtime failed: " + broken.getMessage(), broken);
            }
        }

        @Override
        public void close() {
            inputs.values().forEach(OnnxTensor::close);
            try {
                session.close();
            } catch (OrtException broken) {
                throw new QueryFailed("ONNX Runtime failed to close: " + broken.getMessage(), broken);
            }
        }
    }
}
