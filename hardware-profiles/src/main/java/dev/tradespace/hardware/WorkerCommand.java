package dev.tradespace.hardware;

import dev.tradespace.core.process.ForkedWorker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a worker's process is started.
 *
 * @param mainClass the class with the main method
 * @param classPath passed by environment, since ONNX Runtime has been seen to crash below long command lines
 * @param heapMegabytes size of the Java heap; the model's memory is outside of it
 * @param options of the JVM, besides those that every worker has
 */
record WorkerCommand(String mainClass, String classPath, int heapMegabytes, List<String> options) {
    /**
     * Deeplearning4j's arrays lie outside of the heap, and the limit that it takes from the heap's size by itself, twice that, would be too small; the
     * second limit is off because it is looked up in the kernel for every array.
     */
    static final List<String> DEEPLEARNING4J =
            List.of("-Dorg.bytedeco.javacpp.maxbytes=16g", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0");

    WorkerCommand {
        options = List.copyOf(options);
    }

    /** The process, ready to be started in a directory of its own, where all that it writes stays. */
    ProcessBuilder process(Path directory, int threads) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // The whole heap is resident before the model comes, so that it cannot grow into the model's
                // memory.
                "-Xms" + heapMegabytes + "m",
                "-Xmx" + heapMegabytes + "m",
                "-XX:+AlwaysPreTouch",
                "-XX:MaxDirectMemorySize=4g",
                // No collector and no optimising compiler beside the measured thread. Deeplearning4j too, which walks
                // its graph
                // in Java, gains nothing by the latter: a query of ResNet-20 took 3.9 ms of processor time after 250
                // queries
                // without it and 4.1 ms with it, longer before that, and its memory would pass for the model's.
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-XX:ErrorFile=" + directory.resolve("crash.log"),
                "-XX:-CreateCoredumpOnCrash",
                "-Djava.io.tmpdir=" + directory,
                // Where native libraries are unpacked once; Java does not know it of a user whom the system does not
                // know.
                "-Duser.home=" + System.getProperty("user.home")));
        words.addAll(options);
        words.add(mainClass);
        words.add(directory.toString());
        ProcessBuilder process = new ProcessBuilder(ForkedWorker.deaf(words)).directory(directory.toFile());
        Map<String, String> environment = process.environment();
        // What a user sets for Java programs at large would change what is measured.
        ForkedWorker.forgetJavaOptions(environment);
        environment.put("CLASSPATH", classPath);
        environment.put("OMP_NUM_THREADS", String.valueOf(threads));
        environment.put("OPENBLAS_NUM_THREADS", String.valueOf(threads));
        environment.put("OMP_WAIT_POLICY", "PASSIVE");
        return process;
    }
}
