package dev.tradespace.training.score;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The parity of a runtime's network with the one that was trained: it must give the trainer's own answers to the same
 * images.
 *
 * <p>The <em>spread</em> is the largest minus the smallest of all the trainer's logits. No logit may be off by more of
 * it than rounding explains ({@link RoundingError}). And between the images at least one logit must move by ten times
 * as much: a network that answers the same to everything agrees with any other that does, and would pass for nothing.
 *
 * @param agreed whether it is
 * @param worst the largest difference of two logits, as a part of the spread; infinite where they cannot be compared
 * @param sentence what was found, for a person
 */
public record Parity(boolean agreed, double worst, String sentence) {
    /** How many times what is tolerated the images must move some logit. */
    private static final double LEAST_MOVEMENT = 10;

    /**
     * Compares.
     *
     * @param runtime what answered, for the sentence: {@code onnxruntime 1.28.0}
     * @param trainer the answers of the trainer's own network
     * @param answers those of the runtime to the same images
     * @param tolerance how much of the spread a logit may be off, of {@link RoundingError}
     */
    public static Parity of(String runtime, Logits trainer, Logits answers, double tolerance) {
        if (trainer.images() != answers.images() || trainer.classes() != answers.classes()) {
            return apart("%s gave %s, the trainer %s", runtime, answers, trainer);
        }
        if (trainer.images() < 2) {
            return apart("%s cannot be compared with the trainer on %d images: it takes 2", runtime, trainer.images());
        }
        Parity broken = notFinite("the trainer", trainer);
        broken = broken == null ? notFinite(runtime, answers) : broken;
        return broken == null ? compared(runtime, trainer, answers, tolerance) : broken;
    }

    private static Parity compared(String runtime, Logits trainer, Logits answers, double tolerance) {
        double movement = 0;
        double difference = -1;
        int image = 0;
        int clazz = 0;
        for (int column = 0; column < trainer.classes(); column++) {
            float low = Float.POSITIVE_INFINITY;
            float high = Float.NEGATIVE_INFINITY;
            for (int row = 0; row < trainer.images(); row++) {
                float expected = trainer.value(row, column);
                low = Math.min(low, expected);
                high = Math.max(high, expected);
                double off = Math.abs((double) expected - answers.value(row, column));
                if (off > difference) {
                    difference = off;
                    image = row;
                    clazz = column;
                }
            }
            movement = Math.max(movement, (double) high - low);
        }
        double spread = trainer.spread();
        if (!(movement > LEAST_MOVEMENT * tolerance * spread)) {
            return apart(
                    "the trained network answers nearly the same to all %d images: no logit moves by more than %.2g,"
                            + " of a spread of %.3g, and rounding alone may move one by %.2g, so that agreement would"
                            + " prove nothing",
                    trainer.images(), movement, spread, tolerance * spread);
        }
        double worst = difference / spread;
        boolean agreed = worst <= tolerance;
        return new Parity(
                agreed,
                worst,
                String.format(
                        Locale.ROOT,
                        "%s %s the trainer on %d images: the logits differ by at most %.2g, which is %.2g of their"
                                + " spread of %.3g (image %d, class %d); allowed is %.1e",
                        runtime,
                        agreed ? "agrees with" : "disagrees with",
                        trainer.images(),
                        difference,
                        worst,
                        spread,
                        image,
                        clazz,
                        tolerance));
    }

    private static @Nullable Parity notFinite(String who, Logits logits) {
        for (int image = 0; image < logits.images(); image++) {
            for (int clazz = 0; clazz < logits.classes(); clazz++) {
                float value = logits.value(image, clazz);
                if (!Float.isFinite(value)) {
                    return apart("%s answered %s to image %d, class %d", who, value, image, clazz);
                }
            }
        }
        return null;
    }

    private static Parity apart(String sentence, Object... facts) {
        return new Parity(false, Double.POSITIVE_INFINITY, String.format(Locale.ROOT, sentence, facts));
    }
}
