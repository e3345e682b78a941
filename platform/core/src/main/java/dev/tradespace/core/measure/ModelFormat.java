package dev.tradespace.core.measure;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** A kind of file that runtimes read models from: the one place that says which runtime reads which, and what the file is called. */
public enum ModelFormat {
    /** ONNX, for ONNX Runtime; weights above 1.5 GB lie in {@code model.onnx.data} beside it. */
    ONNX("onnxruntime", "model.onnx"),
    /** SameDiff's own flat buffers, for Deeplearning4j. */
    SAMEDIFF("deeplearning4j", "model.fb");

    private final String runtime;
    private final String file;

    ModelFormat(String runtime, String file) {
        this.runtime = runtime;
        this.file = file;
    }

    /** What people call it: {@code onnx}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The id of the runtime that reads it. */
    public String runtime() {
        return runtime;
    }

    /** The name of such a file in a model's folder. */
    public String file() {
        return file;
    }

    /** Where the weights of a file of ONNX lie that is too large for one; {@code model.onnx.data} beside {@code model.onnx}. */
    public static Path externalData(Path model) {
        return model.resolveSibling(model.getFileName() + ".data");
    }

    /**
     * What a runtime reads.
     *
     * @throws IllegalArgumentException if there is no such runtime
     */
    public static ModelFormat of(String runtime) {
        return Arrays.stream(values())
                .filter(format -> format.runtime.equals(runtime))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no runtime is called " + runtime));
    }
}
