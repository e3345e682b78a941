package dev.tradespace.server.http;

import dev.tradespace.core.file.Sha256;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The page's files, read from the class path once and kept: they are few and small. A name is letters, digits, dots,
 * dashes and slashes,
 * with no part that begins with a dot, so nothing climbs out.
 */
final class StaticFiles {
    private static final String FOLDER = "META-INF/resources/tradespace";
    private static final String CHARTS = "META-INF/resources/_static/echarts/6.0.0/dist/echarts.esm.min.mjs";
    private static final String CONTRACT = "dev/tradespace/server/http/openapi.yaml";
    private static final int TAG_DIGITS = 32;
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
    private final Map<String, Response> kept = new ConcurrentHashMap<>();

    StaticFiles(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * The page's file of a path; blocks while it is read for the first time.
     *
     * @param ifNoneMatch the tag of what the client has, as it came
     * @throws HttpError if there is none
     */
    Response file(String path, @Nullable String ifNoneMatch) {
        String name = path.equals("/") ? "/index.html" : path;
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !NAME.matcher(name).matches()) {
            throw notFound(path);
        }
        String resource = name.equals("/vendor/echarts.esm.min.mjs") ? CHARTS : FOLDER + name;
        return read(resource, type, ifNoneMatch).orElseThrow(() -> notFound(path));
    }

    /** What describes the API. */
    Response contract(@Nullable String ifNoneMatch) {
        return read(CONTRACT, "application/yaml", ifNoneMatch)
                .orElseThrow(() -> new IllegalStateException(CONTRACT + " is not on the class path"));
    }

    private static HttpError notFound(String path) {
        return HttpError.notFound("", "there is nothing at " + path);
    }

    private Optional<Response> read(String resource, String type, @Nullable String ifNoneMatch) {
        Response known = kept.get(resource);
        Optional<Response> file = known == null ? load(resource, type) : Optional.of(known);
        return file.map(answer -> unlessSeen(answer, ifNoneMatch));
    }

    private static Response unlessSeen(Response file, @Nullable String ifNoneMatch) {
        String etag = String.valueOf(file.headers().get("ETag"));
        return ifNoneMatch != null && ifNoneMatch.contains(etag) ? Response.notModified(etag) : file;
    }

    private Optional<Response> load(String resource, String type) {
        try (InputStream stream = loader.getResourceAsStream(resource)) {
            if (stream == null) {
                return Optional.empty();
            }
            byte[] bytes = stream.readAllBytes();
            Response answer =
                    Response.file(type, "\"" + Sha256.of(bytes).substring(0, TAG_DIGITS) + "\"", Buffer.buffer(bytes));
            kept.put(resource, answer);
            return Optional.of(answer);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("reading " + resource + " from the class path", unreadable);
        }
    }
}
