package dev.tradespace.hardware.command;

import dev.tradespace.core.process.ExitValue;
import dev.tradespace.core.process.ForkedWorker;
import dev.tradespace.core.process.MarkedProcesses;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A command that has ended well.
 *
 * @param output what it printed to its standard output
 * @param errors the last of what it printed to its standard error
 */
record CommandRun(String output, String errors) {
    /** Far above what figures of a million queries take. */
    static final int MOST_BYTES = 4 << 20;

    /** In which the children of a command that has ended may end by themselves. */
    private static final Duration ENDING = Duration.ofSeconds(1);
    /** Killed processes are gone within moments; one that is stuck in the kernel is not waited for. */
    private static final Duration DYING = Duration.ofSeconds(10);

    private static final long PAUSE_MILLIS = 20;
    private static final int LAST_BYTES = 8 * 1024;
    private static final int LAST_LINES = 20;
    private static final int SHOWN_PROCESSES = 5;

    /**
     * Runs a command to its end; afterwards it and all that it has started are gone.
     *
     * @param words the program and its arguments
     * @param directory where it works; no other command's
     * @param environment besides what this process has
     * @throws CommandFailed if it cannot be started, does not end in time, prints too much, ends badly or leaves processes behind
     */
    static CommandRun of(List<String> words, Path directory, Map<String, String> environment, Duration limit)
            throws CommandFailed, InterruptedException {
        MarkedProcesses marked = MarkedProcesses.in(directory);
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(directory.toFile()).redirectInput(new File("/dev/null"));
        builder.environment().putAll(environment);
        marked.put(builder.environment());
        Process process;
        try {
            process = builder.start();
        } catch (IOException refused) {
            throw new CommandFailed("the command cannot be started: " + refused.getMessage());
        }
        try {
            Drain output = new Drain(process.getInputStream(), MOST_BYTES, process);
            Drain errors = new Drain(process.getErrorStream(), Integer.MAX_VALUE, process);
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            List<ProcessHandle> left = ended ? leftBy(marked, ENDING) : List.of();
            String names = names(left);
            end(process, marked);
            output.await();
            errors.await();
            String lastLines = lastLines(errors.text().isBlank() ? output.text() : errors.text());
            if (output.overflowed()) {
                throw new CommandFailed(
                        "the command printed more than " + (MOST_BYTES >> 20) + " MiB", lastLines, false);
            }
            if (!ended) {
                throw new CommandFailed("the command did not end within " + limit.toSeconds() + " s", lastLines, true);
            }
            ExitValue end = new ExitValue(process.exitValue(), lastLines);
            if (!end.isSuccess()) {
                throw new CommandFailed(end.sentence("the command"), lastLines, end.isCrash());
            }
            if (!left.isEmpty()) {
                throw new CommandFailed(
                        "the command left processes behind, which were ended: " + names, lastLines, false);
            }
            return new CommandRun(output.text(), errors.text());
        } finally {
            end(process, marked);
        }
    }

    /** Those that live after a time in which they may end. */
    private static List<ProcessHandle> leftBy(MarkedProcesses marked, Duration time) throws InterruptedException {
        long until = System.nanoTime() + time.toNanos();
        List<ProcessHandle> left = marked.find();
        while (!left.isEmpty() && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            left = marked.find();
        }
        return left;
    }

    private static void end(Process process, MarkedProcesses marked) throws InterruptedException {
        ForkedWorker.kill(process);
        marked.kill();
        leftBy(marked, DYING);
    }

    private static String names(List<ProcessHandle> processes) {
        return processes.stream()
                .limit(SHOWN_PROCESSES)
                .map(process -> process.info()
                        .command()
                        .map(command -> String.valueOf(Path.of(command).getFileName()))
                        .orElse("process " + process.pid()))
                .collect(Collectors.joining(", "));
    }

    private static String lastLines(String text) {
        List<String> lines = text.lines().toList();
        String last = String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        return last.substring(Math.max(0, last.length() - LAST_BYTES));
    }

    /** Reads a stream to its end in a thread of its own: all of one that must not be long, the last of another. */
    private static final class Drain {
        private final InputStream in;
        private final int most;
        private final Process process;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final Thread thread = new Thread(this::run, "output of a command");
        private boolean overflowed;

        Drain(InputStream in, int most, Process process) {
            this.in = in;
            this.most = most;
            this.process = process;
            thread.setDaemon(true);
            thread.start();
        }

        private void run() {
            byte[] chunk = new byte[LAST_BYTES];
            try {
                for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                    keep(chunk, count);
                }
            } catch (IOException closed) {
                // A broken stream is an ended one.
            }
        }

        private synchronized void keep(byte[] chunk, int count) {
            if (most == Integer.MAX_VALUE && bytes.size() + count > 2 * LAST_BYTES) {
                byte[] all = bytes.toByteArray();
                bytes.reset();
                bytes.writeBytes(Arrays.copyOfRange(all, Math.max(0, all.length - LAST_BYTES), all.length));
            }
            if (bytes.size() + count > most) {
                overflowed = true;
                process.destroyForcibly();
            } else {
                bytes.write(chunk, 0, count);
            }
        }

        void await() throws InterruptedException {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        }

        synchronized boolean overflowed() {
            return overflowed;
        }

        synchronized String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }
}
