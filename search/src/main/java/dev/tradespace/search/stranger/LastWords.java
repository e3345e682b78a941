package dev.tradespace.search.stranger;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The last line that a worker has printed; the rest is dropped as it comes, however much it is. */
final class LastWords {
    private static final int LONGEST = 300;

    private final Thread reader;
    private volatile String line = "";

    private LastWords(InputStream in) {
        reader = new Thread(() -> read(in), "what a stranger prints");
        reader.setDaemon(true);
    }

    /** Those of a stream, which is read to its end by a thread of its own. */
    static LastWords of(InputStream in) {
        LastWords words = new LastWords(new BufferedInputStream(in));
        words.reader.start();
        return words;
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
        if (!text.isEmpty()) {
            line = text;
        }
        current.reset();
    }

    /** The last line that is not blank, after the process has ended; empty where there is none. */
    String line() throws InterruptedException {
        reader.join(TimeUnit.SECONDS.toMillis(1));
        return line;
    }
}
