package dev.tradespace.training.data.synthetic;

import dev.tradespace.training.data.synthetic.Canvas.Cover;
import java.util.List;

/**
 * A figure of {@link SyntheticShapes}, within a circle of radius 1; {@code y} points down.
 *
 * @param name of the class
 */
record ShapeOutline(String name, Cover cover) {
    /** The ten there are, in the order of their labels. */
    static List<ShapeOutline> ten() {
        return List.of(
                new ShapeOutline("disc", (x, y) -> x * x + y * y < 0.8),
                new ShapeOutline("ring", (x, y) -> x * x + y * y < 0.95 && x * x + y * y > 0.3),
                new ShapeOutline("crescent", (x, y) -> x * x + y * y < 1 && (x - 0.5) * (x - 0.5) + y * y > 0.65),
                new ShapeOutline("half-disc", (x, y) -> y > -0.4 && x * x + (y + 0.4) * (y + 0.4) < 1),
                new ShapeOutline("triangle", polygon(3, 1)),
                new ShapeOutline("square", (x, y) -> Math.max(Math.abs(x), Math.abs(y)) < 0.75),
                new ShapeOutline("pentagon", polygon(5, 1)),
                new ShapeOutline("star", polygon(10, 0.45)),
                new ShapeOutline(
                        "cross",
                        (x, y) ->
                                Math.min(Math.abs(x), Math.abs(y)) < 0.3 && Math.max(Math.abs(x), Math.abs(y)) < 0.95),
                new ShapeOutline(
                        "corner", (x, y) -> Math.max(Math.abs(x), Math.abs(y)) < 0.7 && (x < -0.1 || y > 0.1)));
    }

    /**
     * A regular polygon with a corner at the top.
     *
     * @param corners at least 3
     * @param inner how far out every second corner lies; below 1 it is a star
     */
    private static Cover polygon(int corners, double inner) {
        double[] x = new double[corners];
        double[] y = new double[corners];
        for (int i = 0; i < corners; i++) {
            // Not Math: its last digit may differ between machines.
            double angle = 2 * StrictMath.PI * i / corners;
            double radius = i % 2 == 0 ? 1 : inner;
            x[i] = radius * StrictMath.sin(angle);
            y[i] = -radius * StrictMath.cos(angle);
        }
        return (atX, atY) -> isInside(x, y, atX, atY);
    }

    /** Whether a line from the point to the right crosses the sides an odd number of times. */
    private static boolean isInside(double[] x, double[] y, double atX, double atY) {
        boolean inside = false;
        int from = x.length - 1;
        for (int to = 0; to < x.length; to++) {
            if ((y[from] > atY) != (y[to] > atY)
                    && atX < (x[to] - x[from]) * (atY - y[from]) / (y[to] - y[from]) + x[from]) {
                inside = !inside;
            }
            from = to;
        }
        return inside;
    }
}
