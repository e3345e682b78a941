package dev.tradespace.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** SIGSTOP and SIGCONT on Linux: a suspended process neither computes nor writes. */
public final class Suspension {
    private Suspension() {}

    /** Suspends a process and waits until each of its threads stands still: the signal alone is only a wish. */
    public static void suspend(Process process) throws IOException, InterruptedException {
        signal("STOP", process);
        while (!isSuspended(process.pid())) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    public static void resume(Process process) throws IOException, InterruptedException {
        signal("CONT", process);
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start();
        assertEquals(0, kill.waitFor(), "the process has ended");
    }

    private static boolean isSuspended(long pid) throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
            return threads.allMatch(Suspension::isSuspended);
        }
    }

    private static boolean isSuspended(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            // The state follows the name, which is in brackets and may hold any.
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (NoSuchFileException ended) {
            return true;
        } catch (IOException gone) {
            return false;
        }
    }
}
