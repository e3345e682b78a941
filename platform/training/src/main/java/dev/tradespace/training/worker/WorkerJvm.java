package dev.tradespace.training.worker;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a process of Deeplearning4j's is started and ended. */
final class WorkerJvm {
    /** A process that a signal has killed ends with this and the signal's number, as shells have it. */
    private static final int SIGNALLED = 128;

    private static final int SIGKILL = 9;
    private static final Map<Integer, String> SIGNALS = Map.of(
            4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", SIGKILL, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");
    /** What HotSpot exits with under {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_MEMORY = 3;
    /** Images lie outside of the heap, and so does the network. */
    private static final int HEAP_MEGABYTES = 256;

    /** The largest that glibc allows. */
    private static final String KEPT_BLOCK = String.valueOf(32 << 20);

    private static final String KEPT_TOTAL = String.valueOf(8L << 30);
    private static final int LAST_LINES = 20;
    private static final int LAST_BYTES = 8 * 1024;
    /** Gone within moments; a process stuck in the kernel is not waited for. */
    private static final long REAPING_SECONDS = 10;

    private final List<Path> jars;

    WorkerJvm(List<Path> jars) {
        this.jars = List.copyOf(jars);
    }

    /**
     * Starts a program.
     *
     * @param directory the process's own, for all that it writes
     */
    Process start(Path directory, String mainClass, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
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
                mainClass));
        command.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(command).directory(directory.toFile());
        Map<String, String> environment = process.environment();
        // What a user sets for Java programs at large would change what is trained.
        environment.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        // Not on the command line, which some native libraries do not survive when it is long.
        environment.put("CLASSPATH", jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        // A replica is a thread of Java's; the library's own threads would get in its way.
        environment.put("OMP_NUM_THREADS", "1");
        environment.put("OPENBLAS_NUM_THREADS", "1");
        environment.put("OMP_WAIT_POLICY", "PASSIVE");
        // The library takes scratch memory for every operation and gives it back: glibc is to keep it for the next.
        environment.put("MALLOC_MMAP_THRESHOLD_", KEPT_BLOCK);
        environment.put("MALLOC_TRIM_THRESHOLD_", KEPT_TOTAL);
        environment.put("MALLOC_ARENA_MAX", "1");
        // Its input stays open and unused: it is how a worker learns that its parent is gone.
        return process.redirectErrorStream(true)
                .redirectOutput(log(directory).toFile())
                .start();
    }

    private static Path log(Path directory) {
        return directory.resolve("output.log");
    }

    /** Kills a process and what it has started; does nothing to one that has ended. */
    static void kill(Process process) {
        if (!process.isAlive()) {
            return;
        }
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        boolean interrupted = Thread.interrupted();
        try {
            process.waitFor(REAPING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether a process ended for want of memory, or may have. */
    static boolean wantsMemory(int exitValue, String lastLines) {
        return exitValue == SIGNALLED + SIGKILL
                || (exitValue == OUT_OF_MEMORY && lastLines.contains("OutOfMemoryError"));
    }

    /** Whether a process was ended by the machine and not by what it met in the data. */
    static boolean crashed(int exitValue) {
        return SIGNALS.containsKey(exitValue - SIGNALLED);
    }

    /** What an exit value other than zero says. */
    static String sentence(String who, int exitValue, String lastLines) {
        String signal = SIGNALS.get(exitValue - SIGNALLED);
        if (exitValue == SIGNALLED + SIGKILL) {
            return who + " was killed by SIGKILL, as the kernel does when memory runs out";
        } else if (signal != null) {
            return who + " crashed with " + signal;
        } else if (wantsMemory(exitValue, lastLines)) {
            return who + " ran out of Java heap memory";
        }
        return who + " ended with exit code " + exitValue;
    }

    /** The last lines of what a process has printed; empty where it has printed nothing. */
    static String lastLines(Path directory) {
        try (RandomAccessFile file = new RandomAccessFile(log(directory).toFile(), "r")) {
            long from = Math.max(0, file.length() - LAST_BYTES);
            byte[] tail = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(tail);
            List<String> lines = new String(tail, StandardCharsets.UTF_8)
                    .lines()
                    // The virtual machine's, always there, about the module of vectors.
                    .filter(line -> !line.startsWith("WARNING: Using incubator modules"))
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException nothingPrinted) {
            return "";
        }
    }

    /** Deletes a directory with all that is in it, as far as it can be deleted. */
    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException leftOver) {
            // What is left lies in the system's directory for temporary files.
        }
    }
}
