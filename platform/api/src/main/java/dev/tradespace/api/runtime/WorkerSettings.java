package dev.tradespace.api.runtime;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a worker's process is started, beside what every worker has. Its class path is the API, the worker and all jars of
 * the runtime's own folder.
 *
 * @param heapMegabytes the size of the Java heap, all of it resident before the model is loaded; at least 1
 * @param heapPerModelByte bytes of heap besides, for each byte of the model's file; 0 or more
 * @param jvmOptions of the Java virtual machine: {@code -Dname=value}, {@code --add-modules=name}
 * @param environment variables of the process; {@link #THREADS} in a value stands for the number of
 *     compute threads
 */
public record WorkerSettings(
        int heapMegabytes, int heapPerModelByte, List<String> jvmOptions, Map<String, String> environment) {
    /** What stands for the number of compute threads in a value of the environment. */
    public static final String THREADS = "${threads}";

    /** Room for the times of a million queries, twice while they are written, and for the answers to 60,000 images. */
    public static final WorkerSettings USUAL = new WorkerSettings(64, 0, List.of(), Map.of());

    public WorkerSettings {
        if (heapMegabytes < 1 || heapPerModelByte < 0) {
            throw new IllegalArgumentException("a worker's heap must be at least 1 MB and grow by 0 or more with its"
                    + " model, was " + heapMegabytes + " MB and " + heapPerModelByte + " times the model");
        }
        jvmOptions = List.copyOf(jvmOptions);
        environment = Map.copyOf(new TreeMap<>(environment));
    }

    /** The whole heap for a model, in megabytes. */
    public int heapMegabytes(long modelBytes) {
        return Math.toIntExact(heapMegabytes + heapPerModelByte * modelBytes / (1 << 20));
    }
}
