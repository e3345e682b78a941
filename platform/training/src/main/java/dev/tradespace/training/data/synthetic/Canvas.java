package dev.tradespace.training.data.synthetic;

import dev.tradespace.core.statistics.SplitMix64;
import dev.tradespace.training.data.image.Pixels;

/**
 * A small colour picture that is painted with soft edges, by sums and products only: the same bytes on every machine.
 */
final class Canvas {
    /** Points looked at along each side of a pixel. */
    private static final int POINTS = 3;

    private final int size;
    private final double[] values;

    Canvas(int size) {
        this.size = size;
        this.values = new double[size * size * 3];
    }

    /** A colour, each part 0 to 255. */
    record Colour(double red, double green, double blue) {
        static Colour drawn(SplitMix64 draws, double from, double to) {
            return new Colour(draws.between(from, to), draws.between(from, to), draws.between(from, to));
        }

        /** Another colour, so far away in a random direction. */
        Colour apart(double distance, SplitMix64 draws) {
            double dr = draws.between(0.3, 1);
            double dg = draws.between(0.3, 1);
            double db = draws.between(0.3, 1);
            double length = Math.sqrt(dr * dr + dg * dg + db * db);
            double step = distance / length;
            return new Colour(red + step * dr, green + step * dg, blue + step * db);
        }

        private double part(int channel) {
            return channel == 0 ? red : channel == 1 ? green : blue;
        }
    }

    /** Where and how large something is painted. */
    record Placement(double x, double y, double radius, double turn) {}

    /** What a painted thing covers, in its own coordinates. */
    @FunctionalInterface
    interface Cover {
        boolean covers(double x, double y);
    }

    /** A colour that changes evenly across, with stripes over it. */
    void ground(Colour colour, SplitMix64 draws) {
        double acrossX = draws.between(-1.2, 1.2);
        double acrossY = draws.between(-1.2, 1.2);
        double stripes = draws.happens(0.5) ? draws.between(4, 16) : 0;
        double stepX = draws.between(-0.35, 0.35);
        double stepY = draws.between(-0.35, 0.35);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                double phase = stepX * x + stepY * y + 100;
                double saw = phase - Math.floor(phase);
                double change = acrossX * (x - size / 2.0)
                        + acrossY * (y - size / 2.0)
                        + stripes * (Math.abs(2 * saw - 1) - 0.5);
                for (int channel = 0; channel < 3; channel++) {
                    values[(y * size + x) * 3 + channel] = colour.part(channel) + change;
                }
            }
        }
    }

    /** Paints a figure. */
    void paint(Cover cover, Placement place, Colour colour) {
        double cos = StrictMath.cos(place.turn()) / place.radius();
        double sin = StrictMath.sin(place.turn()) / place.radius();
        int reach = (int) (place.radius() * 1.5) + 1;
        for (int y = Math.max(0, (int) place.y() - reach); y < Math.min(size, (int) place.y() + reach + 1); y++) {
            for (int x = Math.max(0, (int) place.x() - reach); x < Math.min(size, (int) place.x() + reach + 1); x++) {
                int covered = 0;
                for (int point = 0; point < POINTS * POINTS; point++) {
                    int row = point / POINTS;
                    double dx = x + (point - row * POINTS + 0.5) / POINTS - place.x();
                    double dy = y + (row + 0.5) / POINTS - place.y();
                    covered += cover.covers(cos * dx + sin * dy, cos * dy - sin * dx) ? 1 : 0;
                }
                blend(x, y, colour, covered / (double) (POINTS * POINTS));
            }
        }
    }

    private void blend(int x, int y, Colour colour, double share) {
        for (int channel = 0; channel < 3; channel++) {
            int at = (y * size + x) * 3 + channel;
            values[at] += share * (colour.part(channel) - values[at]);
        }
    }

    /** The picture with noise of this deviation. */
    Pixels pixels(double noise, SplitMix64 draws) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.max(0, Math.min(255, (int) (values[i] + noise * normal(draws) + 0.5)));
        }
        return Pixels.of(size, size, 3, bytes);
    }

    /** Nearly normal, with mean 0 and deviation 1: a sum of four even draws. */
    private static double normal(SplitMix64 draws) {
        double sum = draws.between(-1, 1) + draws.between(-1, 1) + draws.between(-1, 1) + draws.between(-1, 1);
        // The sum of four has the variance 4/3.
        return sum * 0.8660254037844386;
    }
}
