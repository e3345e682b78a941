package dev.tradespace.bench.training;

import dev.tradespace.core.process.OpenBlasKernels;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One who trains, in a process of its own with one thread and the allocator's settings that all sides share.
 *
 * @param name for people
 * @param command the program and its first arguments
 * @param options its last arguments
 * @param ours whether OpenBLAS is told its kernels as in a training worker: the peers' younger ones find those for AVX-512 by themselves
 */
record Side(String name, List<String> command, List<String> options, boolean ours) {
    private static final String ANSWER = "RESULT ";
    /** After so many a side is taken for hung: no round is meant to take longer. */
    private static final int LONGEST_MINUTES = 15;

    /** The system's, which knows Debian's packages. */
    private static final String PYTHON = "/usr/bin/python3";

    /** The product's own settings for a training worker; PyTorch gains by them too. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "OMP_NUM_THREADS", "1",
            "OPENBLAS_NUM_THREADS", "1",
            "MKL_NUM_THREADS", "1",
            "MALLOC_MMAP_THRESHOLD_", "33554432",
            "MALLOC_TRIM_THRESHOLD_", "8589934592",
            "MALLOC_ARENA_MAX", "1");

    /**
     * What came out.
     *
     * @param images trained on
     * @param cpuSeconds of the whole process for them
     * @param wallSeconds for them
     * @param firstLoss the loss of the first step, by which one sees that all sides train the same network
     * @param version the side's own words on what it is
     */
    record Answer(long images, double cpuSeconds, double wallSeconds, double firstLoss, String version) {
        double imagesPerCpuSecond() {
            return images / cpuSeconds;
        }

        double imagesPerSecond() {
            return images / wallSeconds;
        }
    }

    /** Our executor. */
    static Side executor() {
        return new Side(
                "executor",
                java(System.getProperty("java.class.path"), "dev.tradespace.bench.training.ExecutorSide"),
                List.of(),
                true);
    }

    /**
     * Our executor behind the product's pipeline.
     *
     * @param prepared a dataset of the network's resolution and ten classes
     */
    static Side pipeline(Path prepared) {
        return new Side("executor with pipeline", executor().command(), List.of(prepared.toString()), true);
    }

    /** Debian's PyTorch. */
    static Side torch(boolean channelsLast) throws IOException {
        Path script =
                found("platform/bench/training/src/main/python/torch_speed.py", "run this in the root of the tree");
        return layout("PyTorch", List.of("/usr/bin/python3", script.toString()), channelsLast);
    }

    private static String script(String name) throws IOException {
        return found("platform/bench/training/src/main/python/" + name, "run this in the root of the tree")
                .toString();
    }

    /** Runs one of our scripts to its end and gives what it printed. */
    static List<String> python(
            String script, String mode, Path architecture, Path weights, Path data, List<String> more)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(
                List.of(PYTHON, script(script), mode, architecture.toString(), weights.toString(), data.toString()));
        words.addAll(more);
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(ENVIRONMENT);
        Process process = builder.start();
        List<String> lines;
        try (BufferedReader output = process.inputReader()) {
            lines = output.lines().toList();
        }
        if (process.waitFor() != 0 || lines.isEmpty()) {
            throw new IOException("failed, run it by hand: " + String.join(" ", words));
        }
        return lines;
    }

    /** LibTorch from Java. */
    static Side libTorch(boolean channelsLast) throws IOException {
        Path libraries = found(
                "platform/bench/libtorch/target/classpath.txt",
                "build it first: mvn -Ppeers,quick -pl platform/bench/libtorch -am package dependency:build-classpath"
                        + " -Dmdep.outputFile=target/classpath.txt");
        String path = "platform/bench/libtorch/target/classes" + File.pathSeparator
                + Files.readString(libraries).strip();
        return layout("LibTorch", java(path, "dev.tradespace.bench.libtorch.LibTorchSide"), channelsLast);
    }

    private static Side layout(String name, List<String> command, boolean channelsLast) {
        return channelsLast
                ? new Side(name + " channels last", command, List.of("channels_last"), false)
                : new Side(name, command, List.of(), false);
    }

    private static Path found(String file, String remedy) throws IOException {
        Path path = Path.of(file);
        if (!Files.exists(path)) {
            throw new IOException(file + " is not there: " + remedy);
        }
        return path.toAbsolutePath();
    }

    private static List<String> java(String classPath, String main) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                classPath,
                main);
    }

    /** Starts a training of these seconds. */
    Process start(TrainingWorkload workload, int batch, double seconds) throws IOException {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of(
                workload.architecture().toString(),
                workload.weights().toString(),
                workload.batches().toString(),
                String.valueOf(batch),
                String.valueOf(seconds)));
        words.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(ENVIRONMENT);
        if (ours) {
            OpenBlasKernels.choose(builder.environment());
        }
        return builder.start();
    }

    /** Waits for a training that was started. */
    Answer await(Process process) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        // One that hangs must not hold all others up: it is ended, and what it printed shows how far it came.
        CompletableFuture<Process> end = process.onExit()
                .orTimeout(LONGEST_MINUTES, TimeUnit.MINUTES)
                .whenComplete((ended, late) -> {
                    // Only then: it would close what one that has ended in time has printed.
                    if (late != null) {
                        process.destroyForcibly();
                    }
                });
        try (BufferedReader output = process.inputReader()) {
            output.lines().forEach(lines::add);
        }
        int exit = process.waitFor();
        end.cancel(false);
        int last = lines.size() - 1;
        if (exit != 0 || last < 1 || !lines.get(last).startsWith(ANSWER)) {
            throw new IOException(name + " ended with " + exit + ":\n" + String.join("\n", lines));
        }
        String[] fields = lines.get(last).substring(ANSWER.length()).split(" ");
        return new Answer(
                Long.parseLong(fields[0]),
                Double.parseDouble(fields[1]),
                Double.parseDouble(fields[2]),
                Double.parseDouble(fields[3]),
                lines.get(last - 1));
    }
}
