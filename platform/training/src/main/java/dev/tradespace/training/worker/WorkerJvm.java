package dev.tradespace.training.worker;

import dev.tradespace.core.process.ForkedWorker;
import dev.tradespace.core.process.OpenBlasKernels;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The JVM of a process of Deeplearning4j's: its command line. */
final class WorkerJvm {
    /** Enough for one whose images and network lie outside of the heap. */
    private static final int HEAP_MEGABYTES = 256;

    /** The largest that glibc allows. */
    private static final String KEPT_BLOCK = String.valueOf(32 << 20);

    private static final String KEPT_TOTAL = String.valueOf(8L << 30);

    private final List<Path> jars;

    WorkerJvm(List<Path> jars) {
        this.jars = List.copyOf(jars);
    }

    /**
     * Starts a program, whose argument is its directory.
     *
     * @param directory the process's own, for all that it writes
     */
    Process start(Path directory, String mainClass) throws IOException {
        List<String> jvm = List.of(
                "-Xmx" + HEAP_MEGABYTES + "m",
                "--add-modules",
                "jdk.incubator.vector",
                // Else javacpp takes the heap's size for a limit of everything else.
                "-Dorg.bytedeco.javacpp.maxbytes=" + Long.MAX_VALUE,
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=" + Long.MAX_VALUE);
        String classPath = jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        // A replica is a thread of Java's; the library's own threads would get in its way.
        ProcessBuilder process =
                ForkedWorker.java(directory, jvm, List.of(mainClass, directory.toString()), classPath, 1);
        Map<String, String> environment = process.environment();
        OpenBlasKernels.choose(environment);
        // The library takes scratch memory for every operation and gives it back: glibc is to keep it for the next.
        environment.put("MALLOC_MMAP_THRESHOLD_", KEPT_BLOCK);
        environment.put("MALLOC_TRIM_THRESHOLD_", KEPT_TOTAL);
        environment.put("MALLOC_ARENA_MAX", "1");
        return process.start();
    }
}
