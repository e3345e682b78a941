package dev.tradespace.runtime.http;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The page's files, read from the class path once and kept: they are few and small. A name is letters, digits, dots, dashes and slashes,
 * with no part that begins with a dot, so nothing climbs out.
 */
final class StaticFiles {
    private static final String FOLDER = "META-INF/resources/tradespace";
    private static final String CHARTS = "META-INF/resources/_static/echarts/6.0.0/dist/echarts.esm.min.mjs";
    private static final String CONTRACT = "dev/tradespace/runtime/http/openapi.yaml";
    private static final Pattern NAME = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2",
            "txt", "text/plain; charset=utf-8");

    private final ClassLoader loader;
    private final Map<String, Answer> kept = new ConcurrentHashMap<>();

    StaticFiles(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * The page's file of a path; blocks while it is read for the first time.
     *
     * @param seen the tag of what the asker has, as it came
     * @throws Refusal if there is none
     */
    Answer file(String path, @Nullable String seen) {
        String name = path.equals("/") ? "/index.html" : path;
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !NAME.matcher(name).matches()) {
            throw missing(path);
        }
        String resource = name.equals("/vendor/echarts.esm.min.mjs") ? CHARTS : FOLDER + name;
        return read(resource, type, seen).orElseThrow(() -> missing(path));
    }

    /** What describes the API. */
    Answer contract(@Nullable String seen) {
        return read(CONTRACT, "application/yaml", seen)
                .orElseThrow(() -> new IllegalStateException(CONTRACT + " is not on the class path"));
    }

    private static Refusal missing(String path) {
        return Refusal.notFound("", "there is nothing at " + path);
    }

    private Optional<Answer> read(String resource, String type, @Nullable String seen) {
        Answer known = kept.get(resource);
        Optional<Answer> file = known == null ? load(resource, type) : Optional.of(known);
        return file.map(answer -> unlessSeen(answer, seen));
    }

    private static Answer unlessSeen(Answer file, @Nullable String seen) {
        String etag = String.valueOf(file.headers().get("ETag"));
        return seen != null && seen.contains(etag) ? Answer.notModified(etag) : file;
    }

    private Optional<Answer> load(String resource, String type) {
        try (InputStream stream = loader.getResourceAsStream(resource)) {
            if (stream == null) {
                return Optional.empty();
            }
            byte[] bytes = stream.readAllBytes();
            Answer answer = Answer.file(type, "\"" + digest(bytes) + "\"", Buffer.buffer(bytes));
            kept.put(resource, answer);
            return Optional.of(answer);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("reading " + resource + " from the class path", unreadable);
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JVM has SHA-256", impossible);
        }
    }
}
