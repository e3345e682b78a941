package dev.tradespace.search.report;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.search.report.SearchReport.Column;
import dev.tradespace.search.report.SearchReport.Fact;
import dev.tradespace.search.report.SearchReport.Line;
import dev.tradespace.search.report.SearchReport.Member;
import dev.tradespace.search.report.SearchReport.Outcome;
import dev.tradespace.search.report.SearchReport.Share;
import dev.tradespace.search.report.SearchReport.TestFigure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The tables of a report. */
final class ReportTables {
    private ReportTables() {}

    /** The front, its test figures apart from the figures that steered the search. */
    static void members(Markup out, SearchReport report) {
        Map<Integer, Line> lines = new LinkedHashMap<>();
        report.trials().forEach(line -> lines.put(line.number(), line));
        boolean tested =
                report.front().stream().anyMatch(member -> member.test().isPresent());
        begin(out, "The front").open("tr");
        heads(out, List.of("Trial", "Model"), false);
        if (tested) {
            heads(out, List.of("Test accuracy"), true);
        }
        heads(out, report.columns().stream().map(Column::title).toList(), true);
        heads(out, List.of("ONNX file"), false);
        out.close().close().open("tbody");
        for (Member member : report.front()) {
            Line line = lines.get(member.trial());
            ModelId model = line == null ? null : line.model();
            if (line != null && model != null) {
                out.line().open("tr");
                out.leaf("th", number(line), "scope", "row")
                        .open("td", "class", "model")
                        .text(line.family() + ": " + line.name())
                        .leaf("code", model.shortName(), "title", model.toString())
                        .close();
                if (tested) {
                    test(out, member);
                }
                values(out, report, line, true);
                out.leaf("td", line.onnx().isEmpty() ? QuantityText.NOTHING : line.onnx(), "class", "file")
                        .close();
            }
        }
        end(out);
    }

    /** Every trial, with what came of it. */
    static void trials(Markup out, SearchReport report) {
        begin(out, "All trials").open("tr");
        heads(out, List.of("Trial", "Model", "Outcome"), false);
        heads(out, report.columns().stream().map(Column::title).toList(), true);
        heads(out, List.of("Took"), true);
        heads(out, List.of("Why"), false);
        out.close().close().open("tbody");
        for (Line line : report.trials()) {
            out.line().open("tr", "class", line.outcome() == Outcome.EVALUATED ? "" : "faint");
            out.leaf("th", number(line), "scope", "row")
                    .leaf("td", line.family() + ": " + line.name(), "class", "model")
                    .leaf("td", line.outcome().words());
            values(out, report, line, false);
            out.leaf(
                    "td",
                    line.seconds().isPresent()
                            ? QuantityText.duration(line.seconds().getAsDouble())
                            : QuantityText.NOTHING,
                    "class",
                    "number");
            out.leaf("td", line.note(), "class", "why").close();
        }
        end(out);
    }

    /** Where the figures of each column come from. */
    static void origins(Markup out, SearchReport report) {
        begin(out, "Where the figures come from").open("tr");
        heads(out, List.of("Figure", "Name", "Unit", "Better", "Aim", "Origin"), false);
        out.close().close().open("tbody");
        for (Column column : report.columns()) {
            out.line()
                    .open("tr")
                    .leaf("th", column.title(), "scope", "row")
                    .open("td")
                    .leaf("code", column.name())
                    .close()
                    .leaf(
                            "td",
                            column.metric().unit().equals("1")
                                    ? "count"
                                    : column.metric().unit())
                    .leaf("td", column.goal() == Goal.MAXIMIZE ? "more" : "less")
                    .leaf("td", column.objective() ? "yes" : "no")
                    .leaf("td", column.origin(), "class", "why")
                    .close();
        }
        end(out);
    }

    /** Which parameters mattered. */
    static void shares(Markup out, List<Share> shares) {
        double most = shares.stream().mapToDouble(Share::share).max().orElse(1);
        out.open("table", "class", "bars").open("tbody");
        for (Share share : shares) {
            String width = PlotFrame.pixels(most > 0 ? 100 * share.share() / most : 0);
            out.line()
                    .open("tr")
                    .leaf("th", share.parameter(), "scope", "row")
                    .open("td", "class", "bar")
                    .open("svg", "viewBox", "0 0 100 8", "preserveAspectRatio", "none", "aria-hidden", "true")
                    .empty("rect", "class", "track", "width", "100", "height", "8")
                    .empty("rect", "class", "fill", "width", width, "height", "8")
                    .close()
                    .close()
                    .leaf(
                            "td",
                            QuantityText.percent(share.share()) + " (" + QuantityText.percent(share.low()) + " to "
                                    + QuantityText.percent(share.high()) + ")",
                            "class",
                            "number")
                    .close();
        }
        out.close().close();
    }

    /** Names and values. */
    static void facts(Markup out, List<Fact> facts) {
        out.open("dl");
        for (Fact fact : facts) {
            out.line().leaf("dt", fact.name()).leaf("dd", fact.value());
        }
        out.close();
    }

    private static String number(Line line) {
        return "#" + line.number();
    }

    private static void test(Markup out, Member member) {
        out.open("td", "class", "number");
        if (member.test().isPresent()) {
            TestFigure test = member.test().get();
            out.leaf("b", QuantityText.of(Metric.ACCURACY, test.accuracy()));
            test.interval()
                    .ifPresent(interval -> out.leaf("small", " 95%: " + QuantityText.of(Metric.ACCURACY, interval)));
            test.images().ifPresent(images -> out.leaf("small", " of " + images + " images"));
        } else {
            out.text(QuantityText.NOTHING);
        }
        out.close();
    }

    private static void values(Markup out, SearchReport report, Line line, boolean intervals) {
        for (Column column : report.columns()) {
            OptionalDouble value = line.value(column);
            out.open("td", "class", "number");
            out.text(value.isPresent() ? QuantityText.of(column.metric(), value.getAsDouble()) : QuantityText.NOTHING);
            Interval interval = line.intervals().get(column.name());
            if (intervals && interval != null) {
                out.leaf("small", " 95%: " + QuantityText.of(column.metric(), interval));
            }
            out.close();
        }
    }

    private static Markup begin(Markup out, String caption) {
        return out.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption)
                .open("table")
                .leaf("caption", caption)
                .open("thead");
    }

    private static void heads(Markup out, List<String> titles, boolean number) {
        for (String title : titles) {
            out.leaf("th", title, "scope", "col", "class", number ? "number" : "");
        }
    }

    private static void end(Markup out) {
        out.close().close().close();
    }
}
