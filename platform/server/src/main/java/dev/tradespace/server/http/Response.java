package dev.tradespace.server.http;

import dev.tradespace.core.json.RecordJson;
import dev.tradespace.server.wire.ServerJson.ProblemsView;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP response.
 *
 * @param status the HTTP status
 * @param headers headers beyond those of every answer, the content type among them
 * @param body the whole body
 * @param file what is sent instead of the body, null for nothing
 */
record Response(
        int status,
        Map<String, String> headers,
        Buffer body,
        @Nullable Path file) {
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String CACHE_CONTROL = "Cache-Control";
    private static final String NO_STORE = "no-store";

    Response {
        headers = Map.copyOf(headers);
    }

    private Response(int status, Map<String, String> headers, Buffer body) {
        this(status, headers, body, null);
    }

    /** A file to be saved. */
    static Response download(Path file, String name) {
        return new Response(
                200,
                Map.of(
                        CONTENT_TYPE,
                        "application/octet-stream",
                        CACHE_CONTROL,
                        NO_STORE,
                        "Content-Disposition",
                        "attachment; filename=\"" + name + "\""),
                Buffer.buffer(),
                file);
    }

    /** An HTML document to be saved. */
    static Response document(String name, String html) {
        return new Response(
                200,
                Map.of(
                        CONTENT_TYPE,
                        "text/html; charset=utf-8",
                        CACHE_CONTROL,
                        NO_STORE,
                        "Content-Disposition",
                        "attachment; filename=\"" + name + "\""),
                Buffer.buffer(html));
    }

    /** A picture that may be kept for a day. */
    static Response picture(String etag, Buffer png) {
        return new Response(
                200, Map.of(CONTENT_TYPE, "image/png", CACHE_CONTROL, "private, max-age=86400", "ETag", etag), png);
    }

    /** A document of now: nobody may keep it. */
    static Response json(int status, Object view) {
        return new Response(
                status,
                Map.of(CONTENT_TYPE, "application/json", CACHE_CONTROL, NO_STORE),
                Buffer.buffer(RecordJson.bytes(view)));
    }

    /** Why not: every problem, in the one shape that refusals have. */
    static Response error(HttpError error) {
        Response answer = json(error.status(), new ProblemsView(error.problems()));
        return error.retrySeconds() > 0 ? answer.with("Retry-After", String.valueOf(error.retrySeconds())) : answer;
    }

    /** The same with one more header. */
    Response with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, more, body, file);
    }

    /** No body, only headers. */
    static Response empty(int status) {
        return new Response(status, Map.of(CACHE_CONTROL, NO_STORE), Buffer.buffer());
    }

    /** Whether a length is told: neither without content nor where the client's copy is still right. */
    boolean hasLength() {
        return status != 204 && status != 304;
    }

    static Response ok(Object view) {
        return json(200, view);
    }

    /** Something new, and where it is from now on. */
    static Response created(String location, Object view) {
        Response answer = json(201, view);
        return new Response(
                answer.status(),
                Map.of(CONTENT_TYPE, "application/json", CACHE_CONTROL, NO_STORE, "Location", location),
                answer.body());
    }

    /** A file that may be kept but must be asked about before each use. */
    static Response file(String contentType, String etag, Buffer body) {
        return new Response(200, Map.of(CONTENT_TYPE, contentType, CACHE_CONTROL, "no-cache", "ETag", etag), body);
    }

    /** The file that the client has is still right. */
    static Response notModified(String etag) {
        return new Response(304, Map.of(CACHE_CONTROL, "no-cache", "ETag", etag), Buffer.buffer());
    }

    /** Look elsewhere, with a cookie in hand. */
    static Response seeOther(String location, String cookie) {
        return new Response(
                303, Map.of("Location", location, CACHE_CONTROL, NO_STORE, "Set-Cookie", cookie), Buffer.buffer());
    }
}
