package dev.tradespace.runtimes.opencv;

import static org.bytedeco.opencv.global.opencv_core.getVersionMajor;
import static org.bytedeco.opencv.global.opencv_core.getVersionMinor;
import static org.bytedeco.opencv.global.opencv_core.getVersionRevision;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;
import static org.bytedeco.opencv.global.opencv_dnn.readNetFromONNX;

import dev.tradespace.api.runtime.LoadedModel;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.api.runtime.RuntimeDescription;
import dev.tradespace.api.runtime.RuntimePlugin;
import dev.tradespace.api.runtime.UnfitModel;
import dev.tradespace.api.runtime.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_dnn;
import org.jspecify.annotations.Nullable;

/** OpenCV's DNN module on the CPU. */
public final class OpenCvRuntime implements RuntimePlugin {
    /** Told without loading the native library. */
    private static final String VERSION = "4.13.0";

    private static final Set<String> PROCESSORS = Set.of("amd64", "aarch64");

    /**
     * Its objects are freed where they are no longer used, not by the collector, whose accounts of native memory would hold a model to twice the size of
     * the heap.
     */
    private static final WorkerSettings WORKER = new WorkerSettings(
            WorkerSettings.USUAL.heapMegabytes(), 0, List.of("-Dorg.bytedeco.javacpp.nopointergc=true"), Map.of());

    /** For {@link java.util.ServiceLoader}. */
    public OpenCvRuntime() {}

    @Override
    public RuntimeDescription describe() {
        return new RuntimeDescription(
                        "opencv", "OpenCV DNN", VERSION, List.of(ModelFormat.ONNX), List.of("fp32", "int8"))
                .worker(WORKER)
                .unavailable(unavailable(System.getProperty("os.name"), System.getProperty("os.arch")));
    }

    /** Its native library is here for two kinds of machines. */
    static @Nullable String unavailable(String system, String processor) {
        return system.equals("Linux") && PROCESSORS.contains(processor)
                ? null
                : "OpenCV's library is here for Linux on x86-64 and on arm64, this is " + system + " on " + processor;
    }

    @Override
    public void load() {
        Loader.load(opencv_dnn.class);
    }

    @Override
    public String version() {
        return getVersionMajor() + "." + getVersionMinor() + "." + getVersionRevision();
    }

    @Override
    public LoadedModel open(Path model, int threads, int batch) throws UnfitModel {
        Optional<Path> companion = ModelFormat.ONNX.beside(model).filter(Files::exists);
        if (companion.isPresent()) {
            throw new UnfitModel("its weights lie in a second file, "
                    + companion.get().getFileName() + ", and OpenCV is given models of one file");
        }
        setNumThreads(threads);
        try {
            OnnxGraph graph = OnnxGraph.read(model);
            int[] sizes = sizes(graph, batch);
            Optional<String> shortcoming = Shortcomings.of(graph);
            if (shortcoming.isPresent()) {
                throw new UnfitModel("OpenCV " + shortcoming.get());
            }
            return new OpenCvSession(readNetFromONNX(model.toString()), sizes);
        } catch (IOException unreadable) {
            throw new UnfitModel(model + " cannot be read as an ONNX file: " + unreadable.getMessage());
        } catch (RuntimeException refused) {
            throw new UnfitModel("OpenCV refused it: " + OpenCvSession.reason(refused));
        }
    }

    private static int[] sizes(OnnxGraph graph, int batch) throws UnfitModel {
        if (graph.inputs().size() != 1 || graph.outputs() != 1) {
            throw new UnfitModel("it must have one input and one output, has "
                    + graph.inputs().size() + " and " + graph.outputs());
        }
        int[] declared = graph.inputs().get(0).stream().mapToInt(size -> size).toArray();
        int[] sizes = declared.clone();
        if (sizes.length > 0 && sizes[0] == 0) {
            sizes[0] = batch;
        }
        if (sizes.length == 0 || sizes[0] != batch || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
            throw new UnfitModel("its input must have a batch of " + batch + " and known sizes after it, has "
                    + Arrays.toString(declared));
        }
        return sizes;
    }
}
