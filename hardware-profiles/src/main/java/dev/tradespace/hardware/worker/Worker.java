package dev.tradespace.hardware.worker;

import ai.onnxruntime.OrtEnvironment;
import com.fasterxml.jackson.core.JsonFactory;
import dev.tradespace.api.metric.Figure;
import dev.tradespace.core.measure.Outcome;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The process that measures: reads {@link #REQUEST} in the directory it is told, measures, leaves {@link #ANSWER} there and
 * exits with 0. Its standard input is a line to its parent: when that ends, so does the worker.
 */
public final class Worker {
    /** The request's name in the worker's directory. */
    public static final String REQUEST = "request.json";
    /** The answer's name beside it. */
    public static final String ANSWER = "answer.json";
    /** The exit code of a worker whose parent is gone. */
    public static final int ORPHANED = 86;

    private Worker() {}

    /**
     * Measures once.
     *
     * @param arguments the directory with the request
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        Path directory = Path.of(arguments[0]);
        endWithParent(directory);
        WorkerRequest request = WorkerRequest.read(directory.resolve(REQUEST));
        AnswerFile.write(directory.resolve(ANSWER), new Measurement(request, startNanos).run());
    }

    private static void endWithParent(Path directory) {
        Thread line = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nobody has anything to say here; only the end counts.
                        }
                    } catch (IOException ended) {
                        // A broken line is an ended one.
                    }
                    // The parent would have done it: the native library alone is 25 MB.
                    delete(directory);
                    // Not exit: shutdown hooks could hang on a native call that is under way.
                    Runtime.getRuntime().halt(ORPHANED);
                },
                "line to the parent");
        line.setDaemon(true);
        line.start();
    }

    /** Deletes a worker's directory with all that is in it, as far as it can be deleted. */
    public static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException leftOver) {
            // What is left lies in the system's directory for temporary files.
        }
    }

    /**
     * The class path of a worker: the few jars it needs and not the platform's, so that it starts fast and small.
     *
     * @throws IllegalStateException if a class of ours came from no file
     */
    public static String classPath() {
        Set<String> entries = new LinkedHashSet<>();
        for (Class<?> needed :
                new Class<?>[] {Worker.class, Outcome.class, Figure.class, JsonFactory.class, OrtEnvironment.class}) {
            CodeSource source = needed.getProtectionDomain().getCodeSource();
            try {
                if (source == null) {
                    throw new IllegalStateException("no file is known for " + needed.getName());
                }
                entries.add(Path.of(source.getLocation().toURI()).toString());
            } catch (URISyntaxException unlikely) {
                throw new IllegalStateException("no file is known for " + needed.getName(), unlikely);
            }
        }
        return String.join(File.pathSeparator, entries);
    }
}
