package dev.tradespace.hardware.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The processes of one command, told by a variable of their environment, which children inherit: those that left its session and whose parents have ended are found, too.
 * Where the system does not show the environment of processes there are none.
 *
 * @source Linux, proc(5): /proc/pid/environ
 */
public final class MarkedProcesses {
    private static final String VARIABLE = "TRADESPACE_COMMAND";
    private static final long PAUSE_MILLIS = 20;
    private static final int PAUSES = 250;

    private final String mark;

    private MarkedProcesses(String mark) {
        this.mark = mark;
    }

    /**
     * Those of the command that works in a folder.
     *
     * @param directory a folder that no other command has
     */
    public static MarkedProcesses in(Path directory) {
        return new MarkedProcesses(directory.toAbsolutePath().toString());
    }

    /** Marks the environment of a process that is going to be started. */
    void mark(Map<String, String> environment) {
        environment.put(VARIABLE, mark);
    }

    /** Those that live. */
    List<ProcessHandle> alive() {
        return ProcessHandle.allProcesses()
                .filter(process -> isMarked(process.pid()))
                .toList();
    }

    private boolean isMarked(long pid) {
        try {
            byte[] environment = Files.readAllBytes(Path.of("/proc", String.valueOf(pid), "environ"));
            return ("\0" + new String(environment, StandardCharsets.UTF_8))
                    .contains("\0" + VARIABLE + "=" + mark + "\0");
        } catch (IOException endedOrOfAnother) {
            return false;
        }
    }

    /** Those that live after a moment in which they may end by themselves. */
    List<ProcessHandle> left() throws InterruptedException {
        for (int i = 0; i < PAUSES / 5 && !alive().isEmpty(); i++) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return alive();
    }

    /** Ends all, those too that they start meanwhile; waits some seconds at most. An interrupt does not stop it and stays set. */
    public void end() {
        boolean interrupted = Thread.interrupted();
        List<ProcessHandle> processes = alive();
        for (int i = 0; i < PAUSES && !processes.isEmpty(); i++) {
            processes.forEach(ProcessHandle::destroyForcibly);
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException again) {
                interrupted = true;
            }
            processes = alive();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
