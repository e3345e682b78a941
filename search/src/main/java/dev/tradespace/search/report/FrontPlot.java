package dev.tradespace.search.report;

import static dev.tradespace.search.report.PlotFrame.pixels;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.search.report.SearchReport.Column;
import dev.tradespace.search.report.SearchReport.Line;
import dev.tradespace.search.report.SearchReport.Member;
import dev.tradespace.search.report.SearchReport.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The trials between two metrics, with the front and the limits. */
final class FrontPlot {
    private static final PlotFrame FRAME = new PlotFrame(860, 440);
    private static final int TICKS = 7;
    private static final double MEMBER = 13;
    private static final double OTHER = 9;
    private static final double LETTER = 7;
    private static final double LABEL = 12;
    private static final double CROSS = 4;
    /** A limit that lies farther out than this many times the farthest trial would press the trials together. */
    private static final double FAR = 1.8;
    /** Families beyond the last colour begin again. */
    private static final int COLOURS = 7;

    /** Outlines in a box of 20 by 20, of about the same area, by a family's place. */
    private static final List<String> SHAPES = List.of(
            "M10 1a9 9 0 1 1 0 18a9 9 0 1 1 0 -18z",
            "M2 2h16v16h-16z",
            "M10 0.5L20 18.5H0z",
            "M10 -1L21 10L10 21L-1 10z",
            "M10 19.5L0 1.5H20z",
            "M10 0L19.5 6.9L15.9 18.1H4.1L0.5 6.9z",
            "M6.5 0h7v6.5h6.5v7h-6.5v6.5h-7v-6.5h-6.5v-7h6.5z");

    private final SearchReport report;
    private final Column across;
    private final Column upwards;
    private final Set<Integer> members;
    private final List<String> families;
    private final PlotAxis x;
    private final PlotAxis y;

    private FrontPlot(SearchReport report, Column across, Column upwards) {
        this.report = report;
        this.across = across;
        this.upwards = upwards;
        this.members = report.front().stream().map(Member::trial).collect(Collectors.toCollection(TreeSet::new));
        this.families = families(report);
        this.x = PlotAxis.around(shown(across, true), PlotFrame.LEFT, FRAME.right(), TICKS);
        List<Double> along = shown(upwards, false);
        double least = along.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double most = along.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        this.y = PlotAxis.linear(least, most, FRAME.bottom(), PlotFrame.TOP, TICKS);
    }

    /** Draws it; false if no trial has both values. */
    static boolean draw(Markup out, SearchReport report, Column across, Column upwards) {
        if (report.trials().stream().noneMatch(line -> has(line, across) && has(line, upwards))) {
            return false;
        }
        new FrontPlot(report, across, upwards).draw(out);
        return true;
    }

    /** Families in the order of their names, which is that of their marks. */
    static List<String> families(SearchReport report) {
        return report.trials().stream().map(Line::family).distinct().sorted().toList();
    }

    /** A family's mark beside its name. */
    static void legend(Markup out, List<String> families) {
        out.open("p", "class", "legend");
        for (String family : families) {
            int place = families.indexOf(family);
            out.open("span")
                    .open("svg", "viewBox", "-1 -1 22 22", "width", "13", "height", "13", "aria-hidden", "true")
                    .empty("path", "class", "member " + colour(place), "d", shape(place))
                    .close()
                    .text(" " + family)
                    .close()
                    .text(" ");
        }
        out.close();
    }

    private static boolean has(Line line, Column column) {
        return line.value(column).isPresent();
    }

    /**
     * The values that an axis must hold: the trials', the members' intervals, and the limits that are not too far out.
     */
    private List<Double> shown(Column column, boolean everyTrial) {
        List<Double> values = new ArrayList<>();
        for (Line line : report.trials()) {
            if (has(line, column) && (everyTrial || has(line, across))) {
                values.add(line.value(column).orElseThrow());
                Interval interval = line.intervals().get(column.name());
                if (interval != null && members.contains(line.number())) {
                    values.add(interval.low());
                    values.add(interval.high());
                }
            }
        }
        double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        report.limits().stream()
                .filter(limit -> limit.metric().equals(column.name()) && limit.bound() <= FAR * most)
                .forEach(limit -> values.add(limit.bound()));
        return values;
    }

    private void draw(Markup out) {
        FRAME.open(
                out,
                upwards.title() + " against " + across.title() + " of "
                        + report.trials().size() + " trials, " + members.size()
                        + " on the front; the tables hold the same figures");
        FRAME.draw(
                out,
                x,
                across.title(),
                value -> QuantityText.round(across.metric(), value),
                y,
                upwards.title(),
                value -> QuantityText.round(upwards.metric(), value));
        report.limits().forEach(limit -> limit(out, limit));
        staircase(out);
        List<Line> drawn = Stream.concat(
                        report.trials().stream().filter(line -> !members.contains(line.number())),
                        report.trials().stream().filter(line -> members.contains(line.number())))
                .filter(line -> has(line, across))
                .toList();
        drawn.forEach(line -> whiskers(out, line));
        drawn.forEach(line -> mark(out, line));
        labels(out, drawn);
        out.close().close();
    }

    private void limit(Markup out, Constraint limit) {
        boolean most = limit.side() == Constraint.Side.AT_MOST;
        if (limit.metric().equals(across.name()) && x.holds(limit.bound())) {
            double at = x.at(limit.bound());
            double end = most ? FRAME.right() : PlotFrame.LEFT;
            shade(out, Math.min(at, end), PlotFrame.TOP, Math.abs(end - at), FRAME.bottom() - PlotFrame.TOP);
            PlotFrame.line(out, "limit", at, PlotFrame.TOP, at, FRAME.bottom());
            out.leaf(
                    "text",
                    words(limit, across),
                    "class",
                    "note middle",
                    "x",
                    pixels(at),
                    "y",
                    pixels(PlotFrame.TOP - 8));
        } else if (limit.metric().equals(upwards.name()) && y.holds(limit.bound())) {
            double at = y.at(limit.bound());
            double end = most ? PlotFrame.TOP : FRAME.bottom();
            shade(out, PlotFrame.LEFT, Math.min(at, end), FRAME.right() - PlotFrame.LEFT, Math.abs(end - at));
            PlotFrame.line(out, "limit", PlotFrame.LEFT, at, FRAME.right(), at);
            out.leaf(
                    "text",
                    words(limit, upwards),
                    "class",
                    "note",
                    "x",
                    pixels(PlotFrame.LEFT + 6),
                    "y",
                    pixels(at - 5));
        }
    }

    private static void shade(Markup out, double left, double top, double width, double height) {
        out.empty(
                "rect",
                "class",
                "shade",
                "x",
                pixels(left),
                "y",
                pixels(top),
                "width",
                pixels(width),
                "height",
                pixels(height));
    }

    /** {@code at most 5 ms}. */
    static String words(Constraint limit, Column column) {
        return (limit.side() == Constraint.Side.AT_MOST ? "at most " : "at least ")
                + QuantityText.round(column.metric(), limit.bound());
    }

    /** From each member on, its value can be had; drawn only where these two metrics are all that was optimised. */
    private void staircase(Markup out) {
        List<Column> objectives =
                report.columns().stream().filter(Column::objective).toList();
        if (objectives.size() != 2 || !objectives.contains(across) || !objectives.contains(upwards)) {
            return;
        }
        List<Line> steps = report.trials().stream()
                .filter(line -> members.contains(line.number()) && has(line, across) && has(line, upwards))
                .sorted(Comparator.comparingDouble(line -> line.value(across).orElseThrow()))
                .toList();
        StringBuilder path = new StringBuilder();
        for (Line step : steps) {
            String right = pixels(left(step));
            String down = pixels(top(step));
            if (path.isEmpty()) {
                path.append('M').append(right).append(' ').append(down);
            } else if (across.goal() == Goal.MAXIMIZE) {
                path.append('V').append(down).append('H').append(right);
            } else {
                path.append('H').append(right).append('V').append(down);
            }
        }
        if (!path.isEmpty()) {
            out.empty("path", "class", "front", "d", path.toString());
        }
    }

    private double left(Line line) {
        return x.at(line.value(across).orElseThrow());
    }

    private double top(Line line) {
        return has(line, upwards) ? y.at(line.value(upwards).orElseThrow()) : FRAME.bottom();
    }

    private void whiskers(Markup out, Line line) {
        if (!members.contains(line.number())) {
            return;
        }
        String kind = "whisker " + colour(families.indexOf(line.family()));
        Interval wide = line.intervals().get(across.name());
        if (wide != null && x.at(wide.high()) - x.at(wide.low()) > MEMBER) {
            PlotFrame.line(out, kind, x.at(wide.low()), top(line), x.at(wide.high()), top(line));
        }
        Interval tall = line.intervals().get(upwards.name());
        if (tall != null && y.at(tall.low()) - y.at(tall.high()) > MEMBER) {
            PlotFrame.line(out, kind, left(line), y.at(tall.low()), left(line), y.at(tall.high()));
        }
    }

    /** Members are filled, others hollow; what has no place upwards is a cross on the axis. */
    private void mark(Markup out, Line line) {
        int place = families.indexOf(line.family());
        boolean member = members.contains(line.number());
        boolean crossed = line.outcome() != Outcome.EVALUATED || !has(line, upwards);
        double size = member ? MEMBER : OTHER;
        if (crossed) {
            out.open("path", "class", "cross", "d", cross(left(line), top(line)));
        } else {
            String moved = "translate(" + pixels(left(line) - size / 2) + " " + pixels(top(line) - size / 2)
                    + ") scale(" + size / 20 + ")";
            String kind = (member ? "member " : "other ") + colour(place);
            out.open("path", "class", kind, "d", shape(place), "transform", moved);
        }
        out.leaf("title", tip(line)).close();
    }

    private static String cross(double left, double top) {
        String length = pixels(2 * CROSS);
        return "M" + pixels(left - CROSS) + " " + pixels(top - CROSS) + "l" + length + " " + length + "m-" + length
                + " 0l" + length + " -" + length;
    }

    private String tip(Line line) {
        StringBuilder words = new StringBuilder("#" + line.number() + " " + line.family() + " (" + line.name() + "): "
                + line.outcome().words());
        for (Column column : List.of(upwards, across)) {
            if (has(line, column)) {
                words.append(", ")
                        .append(column.title())
                        .append(' ')
                        .append(QuantityText.of(
                                column.metric(), line.value(column).orElseThrow()));
            }
        }
        return line.note().isEmpty() ? words.toString() : words + "; " + line.note();
    }

    /** Numbers of the front's members, where they do not lie on each other. */
    private void labels(Markup out, List<Line> drawn) {
        List<double[]> taken = new ArrayList<>();
        for (Line line : drawn) {
            if (!members.contains(line.number()) || !has(line, upwards)) {
                continue;
            }
            String words = "#" + line.number();
            double half = words.length() * LETTER / 2;
            double[] box = {left(line) - half, top(line) - MEMBER - LABEL, left(line) + half, top(line) - MEMBER / 2};
            if (taken.stream().noneMatch(other -> overlaps(box, other))) {
                taken.add(box);
                out.leaf(
                        "text",
                        words,
                        "class",
                        "label middle",
                        "x",
                        pixels(left(line)),
                        "y",
                        pixels(top(line) - MEMBER * 0.8));
            }
        }
    }

    private static boolean overlaps(double[] one, double[] other) {
        return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
    }

    private static String colour(int place) {
        return "family-" + place % COLOURS;
    }

    private static String shape(int place) {
        return SHAPES.get((place + place / COLOURS) % SHAPES.size());
    }
}
