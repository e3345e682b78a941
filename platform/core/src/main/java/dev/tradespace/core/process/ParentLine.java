package dev.tradespace.core.process;

import java.io.IOException;
import java.io.InputStream;

/** A worker's line to its parent, its standard input: when that ends, so does the worker, whatever else it is doing. */
public final class ParentLine {
    /** The exit code of a worker whose parent is gone. */
    public static final int ORPHANED = 86;

    private ParentLine() {}

    /**
     * Watches the line from a thread of its own.
     *
     * @param last what to do before the end
     */
    public static void watch(Runnable last) {
        InputStream line = System.in;
        Thread thread = new Thread(
                () -> {
                    try {
                        while (line.read() >= 0) {
                            // Nobody has anything to say here; only the end counts.
                        }
                    } catch (IOException ended) {
                        // A broken line is an ended one.
                    }
                    last.run();
                    // Not exit: shutdown hooks could hang on a native call that is under way.
                    Runtime.getRuntime().halt(ORPHANED);
                },
                "line to the parent");
        thread.setDaemon(true);
        thread.start();
    }
}
