package dev.tradespace.app.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.metric.Metric;
import java.util.ArrayList;
import java.util.List;

/** What is to be known of estimates, in sentences for people. */
public final class EstimateText {
    private EstimateText() {}

    /** How far estimates lie off, after what they are of; {@code errors} is an object of the server's. */
    public static String errors(JsonNode errors) {
        return "each left out in turn, estimates are off by "
                + Format.value(errors.path("meanError").asDouble(), "%") + " on the mean, and "
                + Format.value(errors.path("within10").asDouble(), "%") + " of them by less than 10%";
    }

    /** The limits that the recommended model may miss, for its figure is an estimate whose interval reaches beyond them. */
    public static List<String> doubts(JsonNode recommendation) {
        List<String> doubts = new ArrayList<>();
        for (JsonNode limit : recommendation.path("limits")) {
            Metric metric = Metric.find(limit.path("metric").asText()).orElseThrow();
            boolean most = limit.path("kind").asText().equals("max");
            double bound = limit.path("limit").asDouble();
            for (JsonNode row : recommendation.path("recommended").path("rows")) {
                JsonNode figure = row.path(metric.id());
                JsonNode end = figure.path("interval").path(most ? 1 : 0);
                if (figure.path("origin").asText().equals("estimated")
                        && end.isNumber()
                        && (most ? end.asDouble() > bound : end.asDouble() < bound)) {
                    doubts.add("The limit may be missed: " + metric.id() + " on "
                            + row.path("target").asText() + " is estimated, and its 95% interval reaches "
                            + metric.format(end.asDouble()) + ", " + (most ? "above " : "below ")
                            + metric.format(bound) + ".");
                }
            }
        }
        return doubts;
    }
}
