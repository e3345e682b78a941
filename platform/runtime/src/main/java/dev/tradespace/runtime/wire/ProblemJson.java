package dev.tradespace.runtime.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tradespace.api.check.Problem;
import java.io.IOException;
import java.util.List;

/** What is wrong with a request: the one shape of every answer that is a refusal. */
public final class ProblemJson {
    private ProblemJson() {}

    /** All problems in one document. */
    public static void write(JsonGenerator json, List<Problem> problems) throws IOException {
        json.writeStartObject();
        Json.array(json, "problems", problems, ProblemJson::problem);
        json.writeEndObject();
    }

    private static void problem(JsonGenerator json, Problem problem) throws IOException {
        json.writeStartObject();
        json.writeStringField("path", problem.path());
        json.writeStringField("message", problem.message());
        json.writeEndObject();
    }
}
