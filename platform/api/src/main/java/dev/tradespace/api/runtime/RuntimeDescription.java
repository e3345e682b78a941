package dev.tradespace.api.runtime;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a runtime says of itself, without loading its native library.
 *
 * @param id what a profile calls it, in kebab-case: {@code onnxruntime}
 * @param title what people call it: {@code ONNX Runtime}
 * @param version its version: {@code 1.28.0}
 * @param formats the model formats that it reads, at least one, the preferred first
 * @param precisions the precisions that it runs models in, at least one: {@code fp32}, {@code int8}
 * @param mostThreads the most compute threads that it can be given, at least 1; {@link Integer#MAX_VALUE} for any number
 * @param unavailable why it cannot be used on this machine, a sentence for people; null where it can
 * @param worker how its worker is started
 */
public record RuntimeDescription(
        String id,
        String title,
        String version,
        List<ModelFormat> formats,
        List<String> precisions,
        int mostThreads,
        @Nullable String unavailable,
        WorkerSettings worker) {
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public RuntimeDescription {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a runtime's id must be in kebab-case, such as onnxruntime, was " + id);
        }
        formats = List.copyOf(formats);
        precisions = List.copyOf(precisions);
        if (formats.isEmpty() || precisions.isEmpty() || mostThreads < 1) {
            throw new IllegalArgumentException("the runtime " + id
                    + " must read a format, in a precision, with at least one thread; it reads " + formats + " in "
                    + precisions + " with at most " + mostThreads + " threads");
        }
    }

    /** A runtime that can be used on this machine, with any number of threads and the usual worker. */
    public RuntimeDescription(
            String id, String title, String version, List<ModelFormat> formats, List<String> precisions) {
        this(id, title, version, formats, precisions, Integer.MAX_VALUE, null, WorkerSettings.USUAL);
    }

    /** Why it cannot be used on this machine; empty where it can. */
    public Optional<String> reason() {
        return Optional.ofNullable(unavailable);
    }

    /** The same with a worker of its own kind. */
    public RuntimeDescription worker(WorkerSettings settings) {
        return new RuntimeDescription(id, title, version, formats, precisions, mostThreads, unavailable, settings);
    }

    /** The same, which cannot be used on this machine; null where it can. */
    public RuntimeDescription unavailable(@Nullable String why) {
        return new RuntimeDescription(id, title, version, formats, precisions, mostThreads, why, worker);
    }

    /** The same with a limit of compute threads. */
    public RuntimeDescription mostThreads(int most) {
        return new RuntimeDescription(id, title, version, formats, precisions, most, unavailable, worker);
    }
}
