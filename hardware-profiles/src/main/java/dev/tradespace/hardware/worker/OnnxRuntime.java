package dev.tradespace.hardware.worker;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.tradespace.core.measure.InferenceRuntime;
import dev.tradespace.onnx.BatchAxis;
import java.nio.file.Path;

/** ONNX Runtime on the CPU. */
public final class OnnxRuntime implements InferenceRuntime {
    /** For {@link java.util.ServiceLoader}. */
    public OnnxRuntime() {}

    @Override
    public String id() {
        return "onnxruntime";
    }

    @Override
    public void load() {
        OrtEnvironment.getEnvironment();
    }

    @Override
    public String version() {
        return OrtEnvironment.getEnvironment().getVersion();
    }

    /**
     * Loads a model.
     *
     * @param batch images in one query; the model must leave its batch open or have this one
     */
    @Override
    public LoadedModel open(Path model, int threads, int batch) throws UnfitModel {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
            // With an open batch some optimisations that need every shape would be left out.
            options.setSymbolicDimensionValue(BatchAxis.SYMBOL, batch);
            // Spinning threads burn the processors that the others of a busy machine need, and energy.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            OrtSession session = environment.createSession(model.toString(), options);
            try {
                return OnnxModel.of(environment, session, batch);
            } catch (OrtException | UnfitModel | RuntimeException unfit) {
                session.close();
                throw unfit;
            }
        } catch (OrtException refused) {
            throw new UnfitModel("ONNX Runtime refused it: " + refused.getMessage());
        }
    }
}
