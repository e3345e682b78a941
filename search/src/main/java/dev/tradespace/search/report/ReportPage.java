package dev.tradespace.search.report;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.search.report.SearchReport.Column;
import dev.tradespace.search.report.SearchReport.Fact;
import dev.tradespace.search.report.SearchReport.Member;
import dev.tradespace.search.report.SearchReport.Point;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A report as one HTML file. */
public final class ReportPage {
    /** More charts than these say the same again. */
    private static final int CHARTS = 3;

    private ReportPage() {}

    /**
     * The file's text: HTML with its style and its pictures in it, no script, nothing loaded from elsewhere. The same
     * report gives the same text.
     *
     * @param report what it says
     */
    public static String html(SearchReport report) {
        Markup out = new Markup();
        head(out, report);
        out.open("body").open("main").line();
        out.leaf("h1", report.title())
                .line()
                .leaf("p", report.status(), "class", "lead")
                .line();
        front(out, report);
        growth(out, report);
        mattered(out, report);
        section(out, "All trials");
        ReportTables.trials(out, report);
        out.close().line();
        repeat(out, report);
        section(out, "Where the figures come from");
        out.leaf(
                "p",
                "Nothing here is mixed silently: a figure is measured, counted, estimated or published, as said of its"
                        + " column. An interval is one of 95%. The validation images steered the search, so their accuracy"
                        + " flatters; the test images were read once, for the front, at the end.",
                "class",
                "hint");
        ReportTables.origins(out, report);
        out.close().line();
        section(out, "Environment and versions");
        ReportTables.facts(out, report.surroundings());
        out.close().line();
        out.close().close();
        return "<!doctype html>\n<html lang=\"en\">\n" + out.whole() + "\n</html>\n";
    }

    private static void head(Markup out, SearchReport report) {
        out.open("head")
                .line()
                .empty("meta", "charset", "utf-8")
                .line()
                .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .line()
                .empty("meta", "name", "color-scheme", "content", "light dark")
                .line()
                .empty(
                        "meta",
                        "http-equiv",
                        "Content-Security-Policy",
                        "content",
                        "default-src 'none'; style-src 'unsafe-inline'")
                .line()
                .leaf("title", report.title() + " \u00b7 Tradespace")
                .line()
                .style(sheet())
                .close()
                .line();
    }

    private static void front(Markup out, SearchReport report) {
        section(out, "The front");
        Optional<Column> upwards = report.columns().stream()
                .filter(column -> column.objective() && column.goal() == Goal.MAXIMIZE)
                .findFirst()
                .or(() -> report.columns().stream().findFirst());
        boolean drawn = false;
        if (upwards.isPresent()) {
            for (Column across : across(report, upwards.get())) {
                drawn |= FrontPlot.draw(out, report, across, upwards.get());
            }
        }
        if (drawn) {
            FrontPlot.legend(out, FrontPlot.families(report));
            out.leaf(
                    "p",
                    "Filled: on the front, with 95% intervals where they are wider than the mark. Hollow: beaten by"
                            + " another trial. Cross: over a limit or failed.",
                    "class",
                    "hint");
        }
        if (report.front().isEmpty()) {
            out.leaf("p", "No trial keeps all limits.");
        } else {
            ReportTables.members(out, report);
            out.leaf("p", measured(report.front()), "class", "hint");
        }
        out.close().line();
    }

    private static String measured(List<Member> front) {
        return front.stream().anyMatch(member -> member.test().isPresent())
                ? "The test accuracy was read once, at the end; the other accuracy is that of the validation images,"
                        + " which steered the search."
                : "The accuracy is that of the validation images, which steer the search; the test images are read"
                        + " once, at the end.";
    }

    /** What lies across: the other objectives, or any other metric where there is one objective only. */
    private static List<Column> across(SearchReport report, Column upwards) {
        List<Column> others = report.columns().stream()
                .filter(column -> !column.equals(upwards))
                .toList();
        List<Column> objectives = others.stream().filter(Column::objective).toList();
        List<Column> wanted = objectives.isEmpty() ? others.subList(0, Math.min(1, others.size())) : objectives;
        return wanted.subList(0, Math.min(CHARTS, wanted.size()));
    }

    private static void growth(Markup out, SearchReport report) {
        List<Point> points = report.volume().points();
        if (points.isEmpty()) {
            return;
        }
        section(out, "How the front grew");
        out.open("div", "class", "pair");
        VolumePlot.againstTrials(out, points);
        VolumePlot.againstTime(out, points);
        out.close();
        out.leaf("p", report.volume().of(), "class", "hint");
        out.close().line();
    }

    private static void mattered(Markup out, SearchReport report) {
        if (report.shares().isEmpty() && report.sharesOf().isEmpty()) {
            return;
        }
        section(out, "What mattered");
        if (!report.shares().isEmpty()) {
            ReportTables.shares(out, report.shares());
        }
        if (!report.sharesOf().isEmpty()) {
            out.leaf("p", report.sharesOf(), "class", "hint");
        }
        out.close().line();
    }

    private static void repeat(Markup out, SearchReport report) {
        section(out, "What was asked, and how to ask again");
        List<Fact> facts = new ArrayList<>(report.asked());
        facts.add(report.strategy());
        ReportTables.facts(out, facts);
        if (!report.command().isEmpty()) {
            out.open("pre").leaf("code", report.command()).close();
        }
        out.close().line();
    }

    private static void section(Markup out, String title) {
        out.open("section").leaf("h2", title).line();
    }

    private static String sheet() {
        try (InputStream stream = Objects.requireNonNull(
                ReportPage.class.getResourceAsStream("report.css"), "report.css belongs to this package")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("reading report.css", unreadable);
        }
    }
}
