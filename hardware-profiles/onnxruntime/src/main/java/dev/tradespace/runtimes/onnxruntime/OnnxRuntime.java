package dev.tradespace.runtimes.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.tradespace.api.runtime.LoadedModel;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.api.runtime.ProfiledModel;
import dev.tradespace.api.runtime.RuntimeDescription;
import dev.tradespace.api.runtime.RuntimePlugin;
import dev.tradespace.api.runtime.UnfitModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** ONNX Runtime on the CPU. */
public final class OnnxRuntime implements RuntimePlugin {
    /** For {@link java.util.ServiceLoader}. */
    public OnnxRuntime() {}

    /** The library's class is looked at and not initialised, which would load its native part. */
    @Override
    public RuntimeDescription describe() {
        String version = OrtEnvironment.class.getPackage().getImplementationVersion();
        return new RuntimeDescription(
                "onnxruntime",
                "ONNX Runtime",
                Objects.requireNonNullElse(version, "unknown"),
                List.of(ModelFormat.ONNX),
                List.of("fp32", "int8"));
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
        return session(model, threads, batch, options -> {});
    }

    @Override
    public ProfiledModel openProfiled(Path model, int threads, int batch, Path folder) throws UnfitModel {
        return new ProfiledOnnxSession(session(
                model,
                threads,
                batch,
                options -> options.enableProfiling(folder.resolve("profile").toString())));
    }

    /** What is set beside the options that every session has. */
    private interface MoreOptions {
        void set(SessionOptions options) throws OrtException;
    }

    private static OnnxSession session(Path model, int threads, int batch, MoreOptions more) throws UnfitModel {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
            // With an open batch some optimisations that need every shape would be left out.
            options.setSymbolicDimensionValue(ModelFormat.OPEN_BATCH, batch);
            // Spinning threads burn the processors that the others of a busy machine need, and energy.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            more.set(options);
            OrtSession session = environment.createSession(model.toString(), options);
            try {
                return OnnxSession.of(environment, session, batch);
            } catch (OrtException | UnfitModel | RuntimeException unfit) {
                session.close();
                throw unfit;
            }
        } catch (OrtException refused) {
            throw new UnfitModel("ONNX Runtime refused it: " + refused.getMessage());
        }
    }
}
