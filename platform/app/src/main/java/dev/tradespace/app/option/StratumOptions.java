package dev.tradespace.app.option;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.app.output.RowTable;
import dev.tradespace.app.session.ApiClient.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which somebody says which version of the data, and which conditions, are compared; and the words for what was not. */
public final class StratumOptions {
    @Option(
            names = "--data-version",
            paramLabel = "DIGEST",
            description =
                    "The version of the dataset, by the first digits of its digest (default: the one measured last).")
    private @Nullable String data;

    @Option(
            names = "--conditions",
            paramLabel = "DIGEST",
            split = ",",
            description =
                    "What was measured under, by the first digits of its digest, or none for what was not recorded"
                            + " (default: what holds here now).")
    private List<String> conditions = new ArrayList<>();

    /** Whether something was asked for. */
    public boolean given() {
        return data != null || !conditions.isEmpty();
    }

    public void add(List<Parameter> query) {
        if (data != null) {
            query.add(new Parameter("data", data));
        }
        conditions.forEach(digest -> query.add(new Parameter("conditions", digest)));
    }

    /** Whether a row is what was asked for. */
    public boolean holds(JsonNode row) {
        return (data == null || fits(data, row.path("data")))
                && (conditions.isEmpty()
                        || conditions.stream()
                                .anyMatch(digest ->
                                        fits(digest, row.path("conditions").path("digest"))));
    }

    private static boolean fits(String asked, JsonNode digest) {
        return asked.equals("none")
                ? digest.isNull()
                : digest.isTextual() && digest.asText().startsWith(asked);
    }

    /** A line for each stratum that was left out, with the way to see it. */
    public static List<String> leftOut(JsonNode answer) {
        List<String> lines = new ArrayList<>();
        for (JsonNode stratum : answer.path("leftOut")) {
            JsonNode conditions = stratum.path("conditions");
            int rows = stratum.path("rows").asInt();
            lines.add("Left out: " + (rows == 1 ? "1 row" : rows + " rows") + " on "
                    + stratum.path("target").asText() + " of " + RowTable.data(stratum) + ", "
                    + said(conditions) + " (--data-version "
                    + (stratum.path("data").isTextual()
                            ? RowTable.shortened(stratum.path("data").asText())
                            : "none")
                    + " --conditions " + conditions.path("digest").asText("none") + ").");
        }
        return lines;
    }

    private static String said(JsonNode conditions) {
        return "with " + counted(conditions.path("threads"), "thread") + ", batch "
                + conditions.path("batch").asText("unknown") + ", "
                + conditions.path("runtime").asText("runtime unknown") + ", "
                + conditions.path("cpu").asText("processor unknown") + ", machine "
                + conditions.path("machine").asText("unknown");
    }

    private static String counted(JsonNode count, String what) {
        return count.isNumber() ? count.asText() + " " + what + (count.asInt() == 1 ? "" : "s") : what + "s unknown";
    }
}
