package dev.tradespace.core.process;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** The last lines that a worker has printed; the rest is dropped as it comes, however much it is. */
final class StderrTail {
    private static final int LONGEST = 300;
    private static final int MOST_LINES = 20;

    private final Thread reader;
    private final Deque<String> lines = new ArrayDeque<>();

    private StderrTail(InputStream in, String who) {
        reader = new Thread(() -> read(in), "stderr of " + who);
        reader.setDaemon(true);
    }

    /** That of a stream, which is read to its end by a thread of its own. */
    static StderrTail of(InputStream in, String who) {
        StderrTail tail = new StderrTail(new BufferedInputStream(in), who);
        tail.reader.start();
        return tail;
    }

    private void read(InputStream in) {
        ByteArrayOutputStream current = new ByteArrayOutputStream();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n') {
                    keep(current);
                } else if (current.size() < LONGEST) {
                    current.write(next);
                }
            }
        } catch (IOException ended) {
            // The process is gone.
        }
        keep(current);
    }

    private void keep(ByteArrayOutputStream current) {
        String text = current.toString(StandardCharsets.UTF_8).strip();
        current.reset();
        if (!text.isEmpty()) {
            synchronized (lines) {
                lines.addLast(text);
                if (lines.size() > MOST_LINES) {
                    lines.removeFirst();
                }
            }
        }
    }

    /** The last line that is not blank, after the process has ended; empty where there is none. */
    String line() throws InterruptedException {
        reader.join(TimeUnit.SECONDS.toMillis(1));
        synchronized (lines) {
            return lines.isEmpty() ? "" : lines.getLast();
        }
    }

    /** The last lines until now; empty where there are none. */
    String all() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }
}
