package dev.tradespace.runtimes.tflite;

import dev.tradespace.api.quantization.Quantization;
import dev.tradespace.api.runtime.LoadedModel;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.api.runtime.RuntimeDescription;
import dev.tradespace.api.runtime.RuntimePlugin;
import dev.tradespace.api.runtime.UnfitModel;
import dev.tradespace.api.runtime.WorkerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.tensorflowlite.global.tensorflowlite;
import org.jspecify.annotations.Nullable;

/** TensorFlow Lite on the CPU; its interpreter gives what it can to XNNPACK. */
public final class TfliteRuntime implements RuntimePlugin {
    /** Flat buffers by TensorFlow's schema. */
    static final ModelFormat FORMAT = new ModelFormat("tflite", "model.tflite");

    /** The bindings' version, which begins with the library's. */
    private static final String VERSION = "2.20.0";

    /** The bindings would take the process's whole memory, models in it, for their own and refuse to go on at twice the heap. */
    private static final WorkerSettings WORKER =
            new WorkerSettings(64, 0, List.of("-Dorg.bytedeco.javacpp.maxphysicalbytes=0"), Map.of());

    /** For {@link java.util.ServiceLoader}. */
    public TfliteRuntime() {}

    @Override
    public RuntimeDescription describe() {
        return new RuntimeDescription(
                        "tflite", "TensorFlow Lite", VERSION, List.of(FORMAT), List.of("fp32", Quantization.INT8))
                .worker(WORKER)
                .unavailable(unavailable(System.getProperty("os.name"), System.getProperty("os.arch")));
    }

    /** Its native libraries are here for two kinds of machines. */
    static @Nullable String unavailable(String system, String processor) {
        return system.equals("Linux") && (processor.equals("amd64") || processor.equals("aarch64"))
                ? null
                : "TensorFlow Lite's library is for Linux on x86-64 and on 64-bit Arm, this is " + system + " on "
                        + processor;
    }

    @Override
    public void load() {
        Loader.load(tensorflowlite.class);
    }

    @Override
    public String version() {
        try (BytePointer version = tensorflowlite.TfLiteVersion()) {
            return version.getString();
        }
    }

    /**
     * Loads a model.
     *
     * @param batch images in one query; the model's is changed to it
     */
    @Override
    public LoadedModel open(Path model, int threads, int batch) throws UnfitModel {
        if (!Files.isReadable(model)) {
            throw new UnfitModel("there is no file " + model + " that can be read");
        }
        return TfliteSession.open(model, threads, batch);
    }
}
