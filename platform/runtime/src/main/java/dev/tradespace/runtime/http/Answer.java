package dev.tradespace.runtime.http;

import dev.tradespace.runtime.wire.Json;
import dev.tradespace.runtime.wire.ProblemJson;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request is answered with.
 *
 * @param status the HTTP status
 * @param headers headers beyond those of every answer, the content type among them
 * @param body the whole body
 * @param file what is sent instead of the body, null for nothing
 */
record Answer(
        int status,
        Map<String, String> headers,
        Buffer body,
        @Nullable Path file) {
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String CACHE_CONTROL = "Cache-Control";
    private static final String NO_STORE = "no-store";

    Answer {
        headers = Map.copyOf(headers);
    }

    private Answer(int status, Map<String, String> headers, Buffer body) {
        this(status, headers, body, null);
    }

    /** A file to be saved. */
    static Answer download(Path file, String name) {
        return new Answer(
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
    static Answer document(String name, String html) {
        return new Answer(
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
    static Answer picture(String etag, Buffer png) {
        return new Answer(
                200, Map.of(CONTENT_TYPE, "image/png", CACHE_CONTROL, "private, max-age=86400", "ETag", etag), png);
    }

    /** A document of now: nobody may keep it. */
    static Answer json(int status, Json.Document document) {
        return new Answer(
                status,
                Map.of(CONTENT_TYPE, "application/json", CACHE_CONTROL, NO_STORE),
                Buffer.buffer(Json.bytes(document)));
    }

    /** Why not: every problem, in the one shape that refusals have. */
    static Answer refused(Refusal refusal) {
        Answer answer = json(refusal.status(), json -> ProblemJson.write(json, refusal.problems()));
        return refusal.retrySeconds() > 0 ? answer.with("Retry-After", String.valueOf(refusal.retrySeconds())) : answer;
    }

    /** The same with one more header. */
    Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body, file);
    }

    /** Only headers, such as what a path takes. */
    static Answer nothing(int status) {
        return new Answer(status, Map.of(CACHE_CONTROL, NO_STORE), Buffer.buffer());
    }

    /** Whether a length is told: neither without content nor where the asker's copy is still right. */
    boolean hasLength() {
        return status != 204 && status != 304;
    }

    static Answer ok(Json.Document document) {
        return json(200, document);
    }

    /** Something new, and where it is from now on. */
    static Answer created(String location, Json.Document document) {
        Answer answer = json(201, document);
        return new Answer(
                answer.status(),
                Map.of(CONTENT_TYPE, "application/json", CACHE_CONTROL, NO_STORE, "Location", location),
                answer.body());
    }

    /** A file that may be kept but must be asked about before each use. */
    static Answer file(String contentType, String etag, Buffer body) {
        return new Answer(200, Map.of(CONTENT_TYPE, contentType, CACHE_CONTROL, "no-cache", "ETag", etag), body);
    }

    /** The file that the asker has is still right. */
    static Answer notModified(String etag) {
        return new Answer(304, Map.of(CACHE_CONTROL, "no-cache", "ETag", etag), Buffer.buffer());
    }

    /** Look elsewhere, with a cookie in hand. */
    static Answer seeOther(String location, String cookie) {
        return new Answer(
                303, Map.of("Location", location, CACHE_CONTROL, NO_STORE, "Set-Cookie", cookie), Buffer.buffer());
    }
}
