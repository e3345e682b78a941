package dev.tradespace.core.measure;

import dev.tradespace.api.runtime.ModelFormat;
import java.util.regex.Pattern;

/**
 * Where a model is measured: a device with a runtime, a precision and a number of threads.
 *
 * @param id {@code device/name}: {@code local-cpu/ort-fp32-1t}
 * @param device the hardware that work can disturb: {@code local-cpu}; targets on one device take turns
 * @param runtime what runs the model: {@code onnxruntime}
 * @param format the files that it reads models from
 * @param precision {@code fp32}
 * @param threads compute threads, at least 1; {@code all} of the machine is written out as their number
 * @param batch images in one query, at least 1
 * @param title for people: {@code This machine, ONNX Runtime fp32, 1 thread}
 */
public record Target(
        String id,
        String device,
        String runtime,
        ModelFormat format,
        String precision,
        int threads,
        int batch,
        String title) {
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*");

    public Target {
        if (!ID.matcher(id).matches() || !id.startsWith(device + "/")) {
            throw new IllegalArgumentException("a target's id must be " + device + "/name in kebab-case, was " + id);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, was " + threads);
        }
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be at least 1, was " + batch);
        }
    }

    /** A target that reads ONNX files and takes one image at a time. */
    public Target(String id, String device, String runtime, String precision, int threads, String title) {
        this(id, device, runtime, ModelFormat.ONNX, precision, threads, 1, title);
    }
}
