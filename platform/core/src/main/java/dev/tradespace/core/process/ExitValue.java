package dev.tradespace.core.process;

import java.util.Map;

/**
 * What the end of a worker says.
 *
 * @param value what the process ended with
 * @param lastLines the last lines that it printed
 */
public record ExitValue(int value, String lastLines) {
    /** What HotSpot exits with under {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_MEMORY = 3;
    /** A process that a signal has killed ends with this and the signal's number, as shells have it. */
    private static final int SIGNALLED = 128;

    private static final int SIGKILL = 9;
    private static final Map<Integer, String> SIGNALS = Map.of(
            4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", SIGKILL, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

    /** Whether the process ended well. */
    public boolean isSuccess() {
        return value == 0;
    }

    /** Whether a signal ended it: that may be the machine's doing and is worth another try; what Java itself reports comes again. */
    public boolean isCrash() {
        return SIGNALS.containsKey(value - SIGNALLED);
    }

    /** Whether it ended for want of memory, or may have. */
    public boolean wantsMemory() {
        return value == SIGNALLED + SIGKILL || isOutOfHeap();
    }

    private boolean isOutOfHeap() {
        return value == OUT_OF_MEMORY && lastLines.contains("OutOfMemoryError");
    }

    /**
     * A sentence for people with the reason that a program of ours printed last before it ended with 1; of no meaning
     * after success.
     *
     * @param who the process: {@code the export to samediff}
     */
    public String lastReason(String who) {
        String reason = lastLines.substring(lastLines.lastIndexOf('\n') + 1);
        return value == 1 && !reason.isBlank() ? who + " failed: " + reason : sentence(who);
    }

    /**
     * A sentence for people; of no meaning after success.
     *
     * @param who the process: {@code the worker}
     */
    public String sentence(String who) {
        String signal = SIGNALS.get(value - SIGNALLED);
        if (value == SIGNALLED + SIGKILL) {
            return who + " was killed by SIGKILL, as the kernel does when memory runs out";
        } else if (signal != null) {
            return who + " crashed with " + signal;
        } else if (isOutOfHeap()) {
            return who + " ran out of Java heap memory";
        }
        return who + " ended with exit code " + value;
    }
}
