package dev.tradespace.search.report;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.search.report.SearchReport.Column;
import dev.tradespace.search.report.SearchReport.Fact;
import dev.tradespace.search.report.SearchReport.Line;
import dev.tradespace.search.report.SearchReport.Member;
import dev.tradespace.search.report.SearchReport.Outcome;
import dev.tradespace.search.report.SearchReport.Point;
import dev.tradespace.search.report.SearchReport.Share;
import dev.tradespace.search.report.SearchReport.TestFigure;
import dev.tradespace.search.report.SearchReport.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Reports for tests. */
final class Reports {
    static final String LATENCY = "latency@local-cpu/ort-fp32-1t";
    static final Column ACCURACY = new Column(
            "accuracy", "Validation accuracy", Metric.ACCURACY, Goal.MAXIMIZE, true, "measured on validation images");
    static final Column COST = new Column(
            LATENCY, "Latency (p50)", Metric.LATENCY, Goal.MINIMIZE, true, "measured in a process of its own");
    static final Column PARAMS = new Column(
            "params", "Parameters", Metric.PARAMETERS, Goal.MINIMIZE, false, "counted from the architecture");

    private Reports() {}

    /** Six trials, two of them on the front, one over a limit, one failed. */
    static SearchReport finished() {
        return of(
                "Search 3: mobilenet on fashion-mnist",
                List.of(
                        line(
                                0,
                                "mobilenet/v1[width=0.25]",
                                Outcome.EVALUATED,
                                "",
                                Map.of("accuracy", 88.0, LATENCY, 0.4, "params", 2e5)),
                        line(
                                1,
                                "vit/s[depth=4]",
                                Outcome.EVALUATED,
                                "",
                                Map.of("accuracy", 87.5, LATENCY, 1.1, "params", 3e5)),
                        line(
                                2,
                                "mobilenet/v1[width=1.0]",
                                Outcome.EVALUATED,
                                "",
                                Map.of("accuracy", 92.0, LATENCY, 1.5, "params", 8e5)),
                        line(
                                3,
                                "vit/s[depth=12]",
                                Outcome.OVER_LIMIT,
                                "latency is 4.5 ms, at most 2 ms is allowed",
                                Map.of(LATENCY, 4.5, "params", 9e5)),
                        line(4, "mobilenet/v2[width=1.0]", Outcome.FAILED, "the worker ran out of memory", Map.of())),
                List.of(
                        new Member(
                                0,
                                Optional.of(new TestFigure(
                                        87.6, Optional.of(new Interval(86.9, 88.2)), OptionalInt.of(10_000)))),
                        new Member(
                                2,
                                Optional.of(new TestFigure(
                                        91.7, Optional.of(new Interval(91.1, 92.2)), OptionalInt.of(10_000))))));
    }

    static SearchReport of(String title, List<Line> trials, List<Member> front) {
        return new SearchReport(
                title,
                "Finished after 5 of 5 trials.",
                List.of(new Fact("Seed", "1"), new Fact("Data set", "fashion-mnist")),
                "tradespace search --families mobilenet,vit --seed 1",
                new Fact("Strategy", "guided: the cost is known before training"),
                List.of(ACCURACY, COST, PARAMS),
                List.of(new Constraint(LATENCY, Constraint.Side.AT_MOST, 2)),
                trials,
                front,
                new Volume(
                        List.of(new Point(30, 0.6), new Point(61.5, 0.6), new Point(95, 0.71)),
                        "Share of the box up to 2 ms."),
                List.of(new Share("width", 0.7, 0.55, 0.85), new Share("family", 0.3, 0.1, 0.5)),
                "Share of the spread of accuracy.",
                List.of(new Fact("CPU", "Xeon"), new Fact("Tradespace", "0.1.0")));
    }

    static Line line(int number, String variant, Outcome outcome, String note, Map<String, Double> values) {
        Map<String, Interval> intervals = values.containsKey("accuracy")
                ? Map.of("accuracy", new Interval(values.get("accuracy") - 0.6, values.get("accuracy") + 0.6))
                : Map.of();
        return new Line(
                number,
                ModelId.parse(variant),
                variant.replaceFirst(".*\\[", "").replace("]", ""),
                variant.replaceFirst("/.*", ""),
                outcome,
                note,
                values,
                intervals,
                OptionalDouble.of(30),
                outcome == Outcome.EVALUATED ? "models/" + number + ".onnx" : "");
    }
}
