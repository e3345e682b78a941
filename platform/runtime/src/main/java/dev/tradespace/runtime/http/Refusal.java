package dev.tradespace.runtime.http;

import dev.tradespace.api.check.Problem;
import java.util.List;

/** A request that is answered with an error of its own: the status and every problem. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<Problem> problems;

    private Refusal(int status, List<Problem> problems) {
        super(problems.toString(), null, false, false);
        this.status = status;
        this.problems = List.copyOf(problems);
    }

    /** What was asked is wrong in itself. */
    static Refusal badRequest(List<Problem> problems) {
        return new Refusal(400, problems);
    }

    /** What was asked for is not there. */
    static Refusal notFound(String path, String message) {
        return of(404, path, message);
    }

    static Refusal of(int status, String path, String message) {
        return new Refusal(status, List.of(new Problem(path, message)));
    }

    int status() {
        return status;
    }

    List<Problem> problems() {
        return problems;
    }
}
