package dev.tradespace.hardware;

import dev.tradespace.core.measure.Outcome.Failure;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the end of a worker's process into a sentence. */
final class WorkerEnd {
    /** What HotSpot exits with under {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_MEMORY = 3;
    /** A process that a signal has killed ends with this and the signal's number, as shells have it. */
    private static final int SIGNALLED = 128;

    private static final int SIGKILL = 9;
    private static final Map<Integer, String> SIGNALS = Map.of(
            4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", SIGKILL, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

    private static final int LAST_LINES = 20;
    private static final int LAST_BYTES = 8 * 1024;

    private WorkerEnd() {}

    /**
     * Why a worker ended early; empty where it ended well. A crash may be the machine's and is worth another try; what Java
     * itself reports comes again.
     */
    static Optional<Failure> of(int exitValue, Path log) {
        if (exitValue == 0) {
            return Optional.empty();
        }
        String detail = lastLines(log);
        String signal = SIGNALS.get(exitValue - SIGNALLED);
        if (exitValue == OUT_OF_MEMORY && detail.contains("OutOfMemoryError")) {
            return Optional.of(new Failure("the worker ran out of Java heap memory", detail, false));
        } else if (exitValue == SIGNALLED + SIGKILL) {
            return Optional.of(new Failure(
                    "the worker was killed by SIGKILL, as the kernel does when memory runs out", detail, true));
        } else if (signal != null) {
            return Optional.of(new Failure("the worker crashed with " + signal, detail, true));
        }
        return Optional.of(new Failure("the worker ended with exit code " + exitValue, detail, false));
    }

    /** The last lines of what a worker has printed; empty where it has printed nothing. */
    static String lastLines(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - LAST_BYTES);
            byte[] tail = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(tail);
            List<String> lines =
                    new String(tail, StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException nothingPrinted) {
            return "";
        }
    }
}
