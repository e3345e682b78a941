package dev.tradespace.training.worker;

import dev.tradespace.core.process.ForkedWorker;
import dev.tradespace.core.process.OpenBlasKernels;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The JVM of a process of Deeplearning4j's: its command line. */
final class WorkerJvm {
    /** Enough for one whose images and network lie outside of the heap. */
    static final int HEAP_MEGABYTES = 256;

    /** The largest that glibc allows. */
    private static final String KEPT_BLOCK = String.valueOf(32 << 20);

    private static final String KEPT_TOTAL = String.valueOf(8L << 30);

    private final List<Path> jars;

    WorkerJvm(List<Path> jars) {
        this.jars = List.copyOf(jars);
    }

    /**
     * Starts a program.
     *
     * @param directory the process's own, for all that it writes
     * @param heapMegabytes the most that its heap may grow to
     */
    Process start(Path directory, int heapMegabytes, String mainClass, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:MaxDirectMemorySize=4g",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-XX:ErrorFile=" + directory.resolve("crash.log"),
                "-XX:-CreateCoredumpOnCrash",
                "--add-modules",
                "jdk.incubator.vector",
                // Else javacpp takes the heap's size for a limit of everything else.
                "-Dorg.bytedeco.javacpp.maxbytes=" + Long.MAX_VALUE,
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=" + Long.MAX_VALUE,
                "-Djava.io.tmpdir=" + directory,
                // Where native libraries are unpacked once; Java does not know it of a user whom the system does not
                // know.
                "-Duser.home=" + System.getProperty("user.home"),
                mainClass));
        command.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(ForkedWorker.deaf(command)).directory(directory.toFile());
        Map<String, String> environment = process.environment();
        // What a user sets for Java programs at large would change what is trained.
        ForkedWorker.forgetJavaOptions(environment);
        // Not on the command line, which some native libraries do not survive when it is long.
        environment.put("CLASSPATH", jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        // A replica is a thread of Java's; the library's own threads would get in its way.
        environment.put("OMP_NUM_THREADS", "1");
        environment.put("OPENBLAS_NUM_THREADS", "1");
        environment.put("OMP_WAIT_POLICY", "PASSIVE");
        OpenBlasKernels.choose(environment);
        // The library takes scratch memory for every operation and gives it back: glibc is to keep it for the next.
        environment.put("MALLOC_MMAP_THRESHOLD_", KEPT_BLOCK);
        environment.put("MALLOC_TRIM_THRESHOLD_", KEPT_TOTAL);
        environment.put("MALLOC_ARENA_MAX", "1");
        // Its input stays open and unused: it is how a worker learns that its parent is gone.
        return process.redirectErrorStream(true)
                .redirectOutput(log(directory).toFile())
                .start();
    }

    /** Where a process's output goes. */
    static Path log(Path directory) {
        return directory.resolve("output.log");
    }
}
