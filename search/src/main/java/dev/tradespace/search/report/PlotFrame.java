package dev.tradespace.search.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.DoubleFunction;

/** The box of a plot: its grid, the numbers along its axes and their titles. Pixels grow to the right and downwards. */
final class PlotFrame {
    static final double LEFT = 70;
    static final double TOP = 26;
    private static final double RIGHT_ROOM = 24;
    private static final double BOTTOM_ROOM = 52;
    private static final double GAP = 7;

    private final double width;
    private final double height;

    PlotFrame(double width, double height) {
        this.width = width;
        this.height = height;
    }

    double right() {
        return width - RIGHT_ROOM;
    }

    double bottom() {
        return height - BOTTOM_ROOM;
    }

    /** Opens the picture; what it shows is said for those who do not see it. */
    Markup open(Markup out, String label) {
        return out.open(
                        "div",
                        "class",
                        "chart",
                        "tabindex",
                        "0",
                        "role",
                        "group",
                        "aria-label",
                        "A chart that scrolls where it is narrow")
                .open(
                        "svg",
                        "viewBox",
                        "0 0 " + pixels(width) + " " + pixels(height),
                        "role",
                        "img",
                        "aria-label",
                        label,
                        "xmlns",
                        "http://www.w3.org/2000/svg");
    }

    /** The grid and the words around it. */
    void draw(
            Markup out,
            PlotAxis x,
            String xTitle,
            DoubleFunction<String> xText,
            PlotAxis y,
            String yTitle,
            DoubleFunction<String> yText) {
        for (double tick : y.ticks()) {
            String at = pixels(y.at(tick));
            line(out, "grid", LEFT, y.at(tick), right(), y.at(tick));
            out.leaf("text", yText.apply(tick), "class", "tick end", "x", pixels(LEFT - GAP), "y", at, "dy", "0.32em");
        }
        for (double tick : x.ticks()) {
            line(out, "grid", x.at(tick), TOP, x.at(tick), bottom());
            out.leaf(
                    "text",
                    xText.apply(tick),
                    "class",
                    "tick middle",
                    "x",
                    pixels(x.at(tick)),
                    "y",
                    pixels(bottom() + 2 * GAP),
                    "dy",
                    "0.32em");
        }
        line(out, "axis", LEFT, bottom(), right(), bottom());
        out.leaf("text", xTitle, "class", "title middle", "x", pixels((LEFT + right()) / 2), "y", pixels(height - GAP));
        String middle = pixels((TOP + bottom()) / 2);
        out.leaf(
                "text",
                yTitle,
                "class",
                "title middle",
                "x",
                "14",
                "y",
                middle,
                "transform",
                "rotate(-90 14 " + middle + ")");
    }

    static void line(Markup out, String kind, double x1, double y1, double x2, double y2) {
        out.empty("line", "class", kind, "x1", pixels(x1), "y1", pixels(y1), "x2", pixels(x2), "y2", pixels(y2));
    }

    /** A tenth of a pixel is fine enough. */
    static String pixels(double value) {
        return BigDecimal.valueOf(value)
                .setScale(1, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }
}
