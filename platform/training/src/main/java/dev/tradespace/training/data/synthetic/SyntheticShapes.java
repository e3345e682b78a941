package dev.tradespace.training.data.synthetic;

import dev.tradespace.core.statistics.SplitMix64;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.ImageSize;
import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.DatasetSource;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.image.Pixels;
import dev.tradespace.training.data.synthetic.Canvas.Colour;
import dev.tradespace.training.data.synthetic.Canvas.Placement;
import java.util.List;
import java.util.Optional;

/**
 * A dataset that is drawn, the same on every machine: one of ten figures on 32x32 colour pixels, turned, moved, among
 * smaller figures, partly covered, sometimes pale and always noisy. In some images the figure is not there at all,
 * whatever the label says: nobody can get all of them right.
 *
 * <p>An image depends on nothing but its split and number.
 */
public final class SyntheticShapes implements Dataset, DatasetSource {
    public static final String ID = "synthetic-shapes";
    static final int SIZE = 32;
    /**
     * SHA-256 over all images and labels, by which a test holds the drawing still: results name their dataset by it.
     */
    static final String DIGEST = "5e534ac1fc76697b94178a3cf6dc906f";

    private static final long SEED = 20_260_101;
    /** The share of images without their figure. */
    private static final double BLANK = 0.03;

    private final List<ShapeOutline> outlines = ShapeOutline.ten();

    @Override
    public String note() {
        return "built in";
    }

    @Override
    public Dataset shown() {
        return this;
    }

    @Override
    public Dataset current() {
        return this;
    }

    @Override
    public DatasetFacts facts() {
        return new DatasetFacts(
                ID,
                "Synthetic shapes",
                outlines.stream().map(ShapeOutline::name).toList(),
                Optional.of(ImageSize.square(SIZE)),
                3,
                8_000,
                1_000,
                1_000,
                DIGEST);
    }

    /** Every class is equally frequent in every split. */
    @Override
    public int label(Split split, int index) {
        return index % outlines.size();
    }

    @Override
    public Pixels image(Split split, int index) {
        SplitMix64 draws = new SplitMix64(seed(split), index);
        Canvas canvas = new Canvas(SIZE);
        Colour ground = Colour.drawn(draws, 40, 150);
        canvas.ground(ground, draws);
        for (int others = draws.below(4); others > 0; others--) {
            ShapeOutline other = outlines.get(draws.below(outlines.size()));
            canvas.paint(other.cover(), anywhere(draws), Colour.drawn(draws, 20, 230));
        }
        Placement place = new Placement(
                SIZE / 2.0 + draws.between(-4, 4),
                SIZE / 2.0 + draws.between(-4, 4),
                draws.between(6, 11.5),
                draws.between(-0.5, 0.5));
        double contrast = draws.between(45, 150) * (draws.happens(0.15) ? -1 : 1);
        Colour colour = ground.apart(contrast, draws);
        if (!draws.happens(BLANK)) {
            canvas.paint(outlines.get(label(split, index)).cover(), place, colour);
        }
        if (draws.happens(0.3)) {
            double thickness = draws.between(0.08, 0.22);
            Placement bar = new Placement(
                    place.x() + draws.between(-4, 4), place.y() + draws.between(-4, 4), 14, draws.between(0, 3.14));
            canvas.paint((x, y) -> Math.abs(y) < thickness, bar, Colour.drawn(draws, 20, 230));
        }
        return canvas.pixels(draws.between(4, 18), draws);
    }

    private static long seed(Split split) {
        return switch (split) {
            case TRAINING -> SEED;
            case VALIDATION -> SEED + 1;
            case TEST -> SEED + 2;
        };
    }

    private static Placement anywhere(SplitMix64 draws) {
        return new Placement(
                draws.between(0, SIZE), draws.between(0, SIZE), draws.between(1.5, 4), draws.between(0, 6.28));
    }
}
