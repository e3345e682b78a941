package dev.tradespace.server.http;

import dev.tradespace.api.check.Problem;
import java.util.List;

/** An HTTP error response as an exception: the status, every problem, and when it is worth asking again. */
final class HttpError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<Problem> problems;
    private final long retrySeconds;

    private HttpError(int status, List<Problem> problems, long retrySeconds) {
        super(problems.toString(), null, false, false);
        this.status = status;
        this.problems = List.copyOf(problems);
        this.retrySeconds = retrySeconds;
    }

    /** What was asked is wrong in itself. */
    static HttpError badRequest(List<Problem> problems) {
        return new HttpError(400, problems, 0);
    }

    /** What was asked for is not there. */
    static HttpError notFound(String path, String message) {
        return of(404, path, message);
    }

    /** More is asked than can be done now. */
    static HttpError busy(String message, long retrySeconds) {
        return new HttpError(429, List.of(new Problem("", message)), retrySeconds);
    }

    /** What it would take is not there now, memory for one. */
    static HttpError unavailable(String message, long retrySeconds) {
        return new HttpError(503, List.of(new Problem("", message)), retrySeconds);
    }

    static HttpError of(int status, String path, String message) {
        return new HttpError(status, List.of(new Problem(path, message)), 0);
    }

    int status() {
        return status;
    }

    List<Problem> problems() {
        return problems;
    }

    /** After how many seconds it is worth asking again; 0 where that is not known. */
    long retrySeconds() {
        return retrySeconds;
    }
}
