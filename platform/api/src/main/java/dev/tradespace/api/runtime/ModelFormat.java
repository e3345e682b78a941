package dev.tradespace.api.runtime;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file format of models. Two formats are the same if their ids are.
 *
 * @param id what people call it, lower case: {@code onnx}
 * @param file the name of a file in fp32: {@code model.} and an extension
 * @param companion what is appended to the name of a file for a second one that may lie beside it and belongs to it:
 *     {@code .data} of ONNX; empty where a model is always one file
 */
public record ModelFormat(String id, String file, String companion) {
    /** The name of the open batch dimension, in formats whose dimensions have names. */
    public static final String OPEN_BATCH = "N";

    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final String STEM = "model";
    private static final Pattern FILE = Pattern.compile(STEM + "\\.[a-z0-9]+");
    private static final Pattern COMPANION = Pattern.compile("(\\.[a-z0-9]+)?");
    private static final String FULL_PRECISION = "fp32";

    /**
     * ONNX, https://onnx.ai: the format that most runtimes read. The first dimension of input and output is the symbol
     * {@value #OPEN_BATCH}; weights above 1.5 GB lie in {@code model.onnx.data} beside the file.
     */
    public static final ModelFormat ONNX = new ModelFormat("onnx", "model.onnx", ".data");

    public ModelFormat {
        require(ID, "id", id);
        require(FILE, "file", file);
        require(COMPANION, "companion", companion);
    }

    /** A format whose models are one file each. */
    public ModelFormat(String id, String file) {
        this(id, file, "");
    }

    private static void require(Pattern pattern, String name, String value) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a model format's " + name + " must match " + pattern + ", was " + value);
        }
    }

    /**
     * The name of a file.
     *
     * @param precision {@code fp32}, {@code int8}
     */
    public String file(String precision) {
        return precision.equals(FULL_PRECISION) ? file : STEM + "-" + precision + file.substring(STEM.length());
    }

    /** The file that may lie beside a model's and belongs to it, there or not; empty where a model is always one file. */
    public Optional<Path> beside(Path model) {
        return companion.isEmpty()
                ? Optional.empty()
                : Optional.of(model.resolveSibling(model.getFileName() + companion));
    }

    /** Whether a file of this name may be a model's, of any format and precision, or a companion's. */
    public static boolean isModel(String name) {
        return name.startsWith(STEM + ".") || name.startsWith(STEM + "-");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ModelFormat format && id.equals(format.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** Its id. */
    @Override
    public String toString() {
        return id;
    }
}
