package dev.tradespace.core.process;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What a parent does with a worker that has ended or is to end. */
public final class ForkedWorker {
    /** Gone within moments; a process stuck in the kernel is not waited for. */
    private static final long REAPING_SECONDS = 10;

    private static final int LAST_LINES = 20;
    private static final int LAST_BYTES = 8 * 1024;

    private static final Path SHELL = Path.of("/bin/sh");
    private static final String LOG = "output.log";

    private ForkedWorker() {}

    /**
     * A command whose process does not hear what a terminal says to all that runs in it: at Ctrl-C, or when its window closes, a worker is to work on until its
     * parent says otherwise, or is gone. Signals that are ignored when a Java machine starts stay ignored; where there is no shell, the command stays as it is.
     */
    static List<String> deaf(List<String> command) {
        if (!Files.isExecutable(SHELL)) {
            return command;
        }
        List<String> words = new ArrayList<>(List.of(SHELL.toString(), "-c", "trap '' INT HUP; exec \"$0\" \"$@\""));
        words.addAll(command);
        return words;
    }

    /**
     * The Java process of a worker, ready to be started in a directory of its own, where all that it writes stays. Its
     * input stays open and unused: it is how a worker learns that its parent is gone.
     *
     * @param options of the virtual machine, besides those that every worker has
     * @param program the main class and its arguments
     * @param classPath passed by environment, since native libraries have been seen to crash below long command lines
     * @param threads of the native libraries
     */
    public static ProcessBuilder java(
            Path directory, List<String> options, List<String> program, String classPath, int threads) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:MaxDirectMemorySize=4g",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-XX:ErrorFile=" + directory.resolve("crash.log"),
                "-XX:-CreateCoredumpOnCrash",
                "-Djava.io.tmpdir=" + directory,
                // Where native libraries are unpacked once; Java does not know it of a user whom the system does not
                // know.
                "-Duser.home=" + System.getProperty("user.home")));
        words.addAll(options);
        words.addAll(program);
        ProcessBuilder process = new ProcessBuilder(deaf(words)).directory(directory.toFile());
        Map<String, String> environment = process.environment();
        // What a user sets for Java programs at large would change what the worker does.
        environment.keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        environment.put("CLASSPATH", classPath);
        environment.put("OMP_NUM_THREADS", String.valueOf(threads));
        environment.put("OPENBLAS_NUM_THREADS", String.valueOf(threads));
        environment.put("OMP_WAIT_POLICY", "PASSIVE");
        return process.redirectErrorStream(true)
                .redirectOutput(directory.resolve(LOG).toFile());
    }

    /** Kills a worker and what it has started; does nothing to one that has ended. An interrupt does not stop it and stays set. */
    public static void kill(Process process) {
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

    /**
     * Waits for a worker's end; afterwards it and what it has started are gone in any case.
     *
     * @return whether it ended by itself in time
     */
    public static boolean await(Process process, Duration limit) throws InterruptedException {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            kill(process);
        }
    }

    /** The last lines of what the worker of a directory has printed; empty where it has printed nothing. */
    public static String lastLines(Path directory) {
        try (RandomAccessFile file = new RandomAccessFile(directory.resolve(LOG).toFile(), "r")) {
            long from = Math.max(0, file.length() - LAST_BYTES);
            byte[] tail = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(tail);
            List<String> lines = new String(tail, StandardCharsets.UTF_8)
                    .lines()
                    // The virtual machine's, always there where a worker has the module of vectors.
                    .filter(line -> !line.startsWith("WARNING: Using incubator modules"))
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException nothingPrinted) {
            return "";
        }
    }

    /**
     * A class path of the few files that these classes came from, in this order and each once, and not the platform's: such a worker starts fast and small.
     *
     * @throws IllegalStateException if a class came from no file
     */
    public static String classPath(List<Class<?>> classes) {
        Set<String> entries = new LinkedHashSet<>();
        for (Class<?> needed : classes) {
            CodeSource source = needed.getProtectionDomain().getCodeSource();
            try {
                if (source == null) {
                    throw new IllegalStateException("no file is known for " + needed.getName());
                }
                entries.add(Path.of(source.getLocation().toURI()).toString());
            } catch (URISyntaxException unlikely) {
                throw new IllegalStateException("no file is known for " + needed.getName(), unlikely);
            }
        }
        return String.join(File.pathSeparator, entries);
    }
}
