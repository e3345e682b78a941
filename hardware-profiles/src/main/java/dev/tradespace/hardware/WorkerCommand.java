package dev.tradespace.hardware;

import dev.tradespace.hardware.worker.Worker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a worker's process is started.
 *
 * @param mainClass the class with the main method
 * @param classPath passed by environment, since ONNX Runtime has been seen to crash below long command lines
 * @param heapMegabytes size of the Java heap; the model's memory is outside of it
 */
record WorkerCommand(String mainClass, String classPath, int heapMegabytes) {
    /** Room for the times of a million queries, twice while they are written. */
    private static final int HEAP_MEGABYTES = 64;

    /** The worker that measures. */
    static WorkerCommand measuring() {
        return new WorkerCommand(Worker.class.getName(), Worker.classPath(), HEAP_MEGABYTES);
    }

    /** The process, ready to be started in a directory of its own, where all that it writes stays. */
    ProcessBuilder process(Path directory, int threads) {
        ProcessBuilder process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // The whole heap is resident before the model comes, so that it cannot grow into the model's
                        // memory.
                        "-Xms" + heapMegabytes + "m",
                        "-Xmx" + heapMegabytes + "m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:MaxDirectMemorySize=4g",
                        // No collector and no optimising compiler beside the measured thread.
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:-UsePerfData",
                        "-XX:ErrorFile=" + directory.resolve("crash.log"),
                        "-XX:-CreateCoredumpOnCrash",
                        "-Djava.io.tmpdir=" + directory,
                        mainClass,
                        directory.toString()))
                .directory(directory.toFile());
        Map<String, String> environment = process.environment();
        // What a user sets for Java programs at large would change what is measured.
        environment.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        environment.put("CLASSPATH", classPath);
        environment.put("OMP_NUM_THREADS", String.valueOf(threads));
        environment.put("OPENBLAS_NUM_THREADS", "1");
        environment.put("OMP_WAIT_POLICY", "PASSIVE");
        return process;
    }
}
