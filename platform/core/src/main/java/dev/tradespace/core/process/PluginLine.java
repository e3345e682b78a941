package dev.tradespace.core.process;

import dev.tradespace.core.json.Fields;
import dev.tradespace.core.json.JsonLine;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The worker's end of the line between a plugin's process and the platform, one JSON object a line: the process does what the line says, one thing after
 * the other. When the line ends, so does the process, whatever the plugin is doing. What the plugin prints goes to standard error.
 */
public final class PluginLine {
    /** The field that names what is to be done; a message without it answers what the plugin asked. */
    static final String VERB = "do";
    /** The field that numbers requests: an answer bears the number of its request. */
    static final String REQUEST = "request";
    /** The verb that this class answers itself, once the process is up. */
    static final String READY = "ready";
    /** The field of an answer that says why there is none. */
    static final String FAILED = "failed";

    private final OutputStream out;
    private final BlockingQueue<Fields> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<Fields> answers = new LinkedBlockingQueue<>();

    private PluginLine(OutputStream out) {
        this.out = out;
    }

    /** Answers requests; what it throws is told. */
    @FunctionalInterface
    public interface Handler {
        /** The answer to a request. */
        Map<String, ?> answer(String verb, Fields request) throws Exception;
    }

    /** Takes standard input and output for the line. */
    public static PluginLine open() {
        InputStream in = new BufferedInputStream(new FileInputStream(FileDescriptor.in));
        PluginLine line = new PluginLine(new FileOutputStream(FileDescriptor.out));
        System.setIn(InputStream.nullInputStream());
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        Thread listener = new Thread(() -> line.listen(in), "line to the platform");
        listener.setDaemon(true);
        listener.start();
        return line;
    }

    private void listen(InputStream in) {
        try {
            for (Optional<Fields> next = JsonLine.receive(in); next.isPresent(); next = JsonLine.receive(in)) {
                (next.get().has(VERB) ? requests : answers).add(next.get());
            }
        } catch (IOException broken) {
            // A broken line is an ended one.
        }
        // Not exit: a plugin's shutdown hooks could hang.
        Runtime.getRuntime().halt(ParentLine.ORPHANED);
    }

    /** Serves until the process ends. */
    public void serve(Handler handler) throws IOException {
        while (true) {
            Fields request = next();
            Map<String, Object> answer = new LinkedHashMap<>(answer(handler, request));
            answer.put(REQUEST, request.values().get(REQUEST));
            send(answer);
        }
    }

    private static Map<String, ?> answer(Handler handler, Fields request) {
        try {
            String verb = request.text(VERB);
            return verb.equals(READY) ? Map.of(READY, true) : handler.answer(verb, request);
        } catch (Throwable thrown) { // the border to a plugin's code: errors too are told under its name
            return Map.of(FAILED, sentence(thrown));
        }
    }

    /** A plugin may interrupt the thread that it is called on; the line alone ends this process. */
    private Fields next() {
        while (true) {
            try {
                return requests.take();
            } catch (InterruptedException byThePlugin) {
                // The flag is cleared now.
            }
        }
    }

    private synchronized void send(Map<String, ?> message) throws IOException {
        JsonLine.send(out, message);
    }

    /** Asks the platform, and waits. A plugin may do so from threads of its own: one question is under way at a time. */
    public synchronized Fields ask(Map<String, ?> question) {
        try {
            send(question);
            return answers.take();
        } catch (IOException broken) {
            throw new IllegalStateException("the platform is gone", broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the platform was asked", stopped);
        }
    }

    /** What was thrown, in words. */
    public static String sentence(Throwable thrown) {
        String message = thrown.getMessage();
        String name = thrown.getClass().getSimpleName();
        return message == null || message.isBlank() ? name : name + ": " + message;
    }
}
