package dev.tradespace.core.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How another process stands. */
public final class ProcessState {
    private ProcessState() {}

    /** Whether it is stopped, by SIGSTOP or Ctrl-Z, so that it answers nobody; known on Linux only. */
    public static boolean isStopped(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The state stands behind the name, which may hold anything (proc(5), stat).
            return line.startsWith(") T", line.lastIndexOf(')')) || line.startsWith(") t", line.lastIndexOf(')'));
        } catch (IOException goneOrNotLinux) {
            return false;
        }
    }
}
