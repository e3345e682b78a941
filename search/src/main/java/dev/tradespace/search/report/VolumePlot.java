package dev.tradespace.search.report;

import static dev.tradespace.search.report.PlotFrame.pixels;

import dev.tradespace.search.report.SearchReport.Point;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.IntToDoubleFunction;

/** How the front grew, against trials or against time. */
final class VolumePlot {
    private static final PlotFrame FRAME = new PlotFrame(560, 300);
    private static final int TICKS = 5;
    /** Steps of an axis of time, in seconds. */
    private static final int[] TIMES = {
        1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 21600, 43200, 86400
    };

    private VolumePlot() {}

    static void againstTrials(Markup out, List<Point> points) {
        double step = Math.max(1, PlotAxis.roundStep(points.size(), TICKS));
        PlotAxis x = PlotAxis.upTo(points.size(), step, PlotFrame.LEFT, FRAME.right());
        draw(out, points, x, "Evaluated trials", value -> String.valueOf(Math.round(value)), place -> place + 1);
    }

    static void againstTime(Markup out, List<Point> points) {
        double most = points.get(points.size() - 1).seconds();
        PlotAxis x = PlotAxis.upTo(most, timeStep(most), PlotFrame.LEFT, FRAME.right());
        draw(out, points, x, "Time spent", QuantityText::duration, place -> points.get(place)
                .seconds());
    }

    private static double timeStep(double span) {
        for (int step : TIMES) {
            if (step * (double) TICKS >= span) {
                return step;
            }
        }
        int day = TIMES[TIMES.length - 1];
        return Math.ceil(span / TICKS / day) * day;
    }

    private static void draw(
            Markup out,
            List<Point> points,
            PlotAxis x,
            String title,
            DoubleFunction<String> text,
            IntToDoubleFunction spent) {
        double least = points.stream().mapToDouble(Point::value).min().orElse(0);
        double most = points.stream().mapToDouble(Point::value).max().orElse(1);
        PlotAxis y = PlotAxis.linear(least, most, FRAME.bottom(), PlotFrame.TOP, TICKS);
        StringBuilder path = new StringBuilder();
        for (int place = 0; place < points.size(); place++) {
            path.append(place == 0 ? "M" : "H").append(pixels(x.at(spent.applyAsDouble(place))));
            path.append(place == 0 ? " " : "V")
                    .append(pixels(y.at(points.get(place).value())));
        }
        FRAME.open(
                out,
                "Hypervolume against " + title + "; at the end "
                        + QuantityText.percent(points.get(points.size() - 1).value()));
        FRAME.draw(out, x, title, text, y, "Hypervolume", QuantityText::percent);
        out.empty("path", "class", "curve", "d", path.toString()).close().close();
    }
}
