package dev.tradespace.core.catalogue;

import dev.tradespace.core.file.WholeFile;
import dev.tradespace.core.json.Fields;
import dev.tradespace.core.json.JsonLine;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answers that loading a jar needs, kept in a file under the jar's digest: a start need not ask a jar that is known. What is read here passes the same gate
 * as what a process answers. A file that cannot be read or written only costs the asking.
 */
final class KeptAnswers {
    /** Changes when requests or answers do. */
    private static final int FORMAT = 2;

    private static final String REQUEST = "request";
    private static final String ANSWER = "answer";

    private final @Nullable Path file;
    private final Map<String, Fields> read = new LinkedHashMap<>();
    private final Map<String, Fields> told = new LinkedHashMap<>();

    private KeptAnswers(@Nullable Path file) {
        this.file = file;
    }

    /**
     * Those of a jar.
     *
     * @param folder where they are kept; null for nowhere
     */
    static KeptAnswers of(@Nullable Path folder, PluginJar jar) {
        KeptAnswers kept = new KeptAnswers(folder == null ? null : folder.resolve(jar.digest() + ".json"));
        kept.read();
        return kept;
    }

    private void read() {
        if (file == null || !Files.isRegularFile(file)) {
            return;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            boolean known = JsonLine.receive(in)
                    .filter(first -> first.has("format") && first.integer("format") == FORMAT)
                    .isPresent();
            for (Optional<Fields> line = JsonLine.receive(in); known && line.isPresent(); line = JsonLine.receive(in)) {
                read.put(line.get().text(REQUEST), line.get().object(ANSWER));
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            read.clear();
        }
    }

    /** What was told before this start. */
    Optional<Fields> get(String verb, Map<String, ?> request) {
        return Optional.ofNullable(read.get(key(verb, request)));
    }

    /** Forgets what was told before this start, and says whether there was any. */
    boolean forget() {
        boolean any = !read.isEmpty();
        read.clear();
        return any;
    }

    /** What is told now. */
    void put(String verb, Map<String, ?> request, Fields answer) {
        told.put(key(verb, request), answer);
    }

    /** Writes what was told now, if anything. */
    void keep() {
        if (file == null || told.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            WholeFile.write(file, out -> {
                JsonLine.send(out, Map.of("format", FORMAT));
                for (Map.Entry<String, Fields> answer : told.entrySet()) {
                    JsonLine.send(
                            out,
                            Map.of(
                                    REQUEST,
                                    answer.getKey(),
                                    ANSWER,
                                    answer.getValue().values()));
                }
            });
        } catch (IOException unwritable) {
            // The next start asks again.
        }
    }

    private static String key(String verb, Map<String, ?> request) {
        return verb + " " + request;
    }
}
