package dev.tradespace.server.http;

/**
 * How many bytes of one kind may be held for requests at once.
 *
 * <p>Lives on one event loop.
 */
final class MemoryBudget {
    private final long most;
    private long held;

    MemoryBudget(long most) {
        this.most = most;
    }

    /** A share of the heap. */
    static MemoryBudget ofHeap(int parts) {
        return new MemoryBudget(Runtime.getRuntime().maxMemory() / parts);
    }

    /** BodyType bytes if there are as many. */
    boolean take(long bytes) {
        if (bytes > most - held) {
            return false;
        }
        held += bytes;
        return true;
    }

    /** Whether there would be as many if nobody held any. */
    boolean holds(long bytes) {
        return bytes <= most;
    }

    /** Gives bytes back that were taken. */
    void giveBack(long bytes) {
        held -= bytes;
    }

    long held() {
        return held;
    }
}
