package dev.tradespace.runtimes.deeplearning4j;

import dev.tradespace.api.runtime.LoadedModel;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.api.runtime.RuntimeDescription;
import dev.tradespace.api.runtime.RuntimePlugin;
import dev.tradespace.api.runtime.UnfitModel;
import dev.tradespace.api.runtime.WorkerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.VariableType;
import org.nd4j.autodiff.samediff.internal.Variable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Deeplearning4j as a runtime: it runs SameDiff models, as {@link SameDiffWriter} writes them. */
public final class SameDiffRuntime implements RuntimePlugin {
    /** A query costs a session as well as computing. */
    private static final int SCORING_BATCH = 50;

    /** SameDiff's own flat buffers. */
    static final ModelFormat FORMAT = new ModelFormat("samediff", "model.fb");

    /**
     * Its arrays lie outside of the heap, and the limit that it takes from the heap's size by itself, twice that, would be
     * too small; the second limit is off because it is looked up in the kernel for every array.
     */
    static final List<String> JVM_OPTIONS =
            List.of("-Dorg.bytedeco.javacpp.maxbytes=16g", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0");

    /** For what its session makes and drops with each query; and it reads a file into the heap before it copies the weights out of it: bytes, buffer that grows, and array. */
    private static final WorkerSettings WORKER = new WorkerSettings(256, 4, JVM_OPTIONS, Map.of());

    /** For {@link java.util.ServiceLoader}. */
    public SameDiffRuntime() {}

    @Override
    public RuntimeDescription describe() {
        return new RuntimeDescription("deeplearning4j", "Deeplearning4j", version(), List.of(FORMAT), List.of("fp32"))
                .worker(WORKER)
                .unavailable(unavailable(System.getProperty("os.name"), System.getProperty("os.arch")));
    }

    /** Its native library is here for one kind of machine. */
    static @Nullable String unavailable(String system, String processor) {
        return system.equals("Linux") && processor.equals("amd64")
                ? null
                : "Deeplearning4j's library is for Linux on x86-64, this is " + system + " on " + processor;
    }

    @Override
    public void load() {
        Nd4j.getBackend();
    }

    @Override
    public String version() {
        String properties = "/META-INF/maven/org.nd4j/nd4j-api/pom.properties";
        try (InputStream stream = SameDiff.class.getResourceAsStream(properties)) {
            if (stream == null) {
                return "unknown";
            }
            Properties facts = new Properties();
            facts.load(stream);
            return facts.getProperty("version", "unknown");
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + properties + " of Deeplearning4j", unreadable);
        }
    }

    @Override
    public int scoringBatch() {
        return SCORING_BATCH;
    }

    /**
     * Loads a model.
     *
     * @param threads the worker's environment must say the same, in {@code OMP_NUM_THREADS} and {@code OPENBLAS_NUM_THREADS}: the native libraries read it when
     *     they are loaded
     */
    @Override
    public LoadedModel open(Path model, int threads, int batch) throws UnfitModel {
        if (!Files.isReadable(model)) {
            throw new UnfitModel("there is no file " + model + " that can be read");
        }
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
        SameDiff network = read(model);
        String input = only(network.inputs(), "input", model);
        String output = only(unread(network), "output", model);
        return new SameDiffSession(network, input, sizes(network.getVariable(input), batch), output);
    }

    private static SameDiff read(Path model) throws UnfitModel {
        try {
            return SameDiff.load(model.toFile(), false);
        } catch (RuntimeException | LinkageError unreadable) {
            throw new UnfitModel(model + " is no SameDiff model: " + unreadable);
        }
    }

    /** What the network computes and nothing of it reads: the file does not say which variables are its outputs. */
    private static List<String> unread(SameDiff network) {
        return network.getVariables().values().stream()
                .filter(variable -> variable.getVariable().getVariableType() == VariableType.ARRAY)
                .filter(variable -> variable.getInputsForOp() == null
                        || variable.getInputsForOp().isEmpty())
                .map(Variable::getName)
                .toList();
    }

    private static String only(List<String> names, String what, Path model) throws UnfitModel {
        if (names.size() != 1) {
            throw new UnfitModel(model + " must have one " + what + ", has " + names);
        }
        return names.get(0);
    }

    private static long[] sizes(SDVariable input, int batch) throws UnfitModel {
        long[] sizes = input.placeholderShape().clone();
        if (input.dataType() != DataType.FLOAT) {
            throw new UnfitModel(input.name() + " must be a tensor of 32-bit floats, is of " + input.dataType());
        }
        if (sizes.length > 0 && sizes[0] < 0) {
            sizes[0] = batch;
        }
        if (sizes.length == 0 || sizes[0] != batch || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
            throw new UnfitModel(input.name() + " must have a batch of " + batch + " and known sizes after it, has "
                    + Arrays.toString(input.placeholderShape()));
        }
        return sizes;
    }
}
