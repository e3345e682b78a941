package dev.tradespace.training.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The comparison alone; that it sees the mistakes of exporters is for the tests with real networks to say. */
class ParityTest {
    /** Spread 10, from -4 to 6. */
    private static final Logits TRAINER = Logits.of(2, -4, 6, 1, 2, 3, 0);

    private static final double TOLERANCE = 1e-4;

    private static Parity parity(Logits answers) {
        return Parity.of("toy 1", TRAINER, answers, TOLERANCE);
    }

    @Test
    void acceptsWhatIsOffByLessThanATenThousandthOfTheSpread() {
        Parity parity = parity(Logits.of(2, -4, 6, 1.0009f, 2, 3, 0));
        assertTrue(parity.agreed(), parity::sentence);
        assertEquals(0.9e-4, parity.worst(), 1e-7);
        assertTrue(parity.sentence().startsWith("toy 1 agrees with the trainer on 3 images"), parity::sentence);
    }

    @Test
    void refusesWhatIsOffByMoreAndSaysWhere() {
        Parity parity = parity(Logits.of(2, -4, 6, 1, 2, 3, 0.0011f));
        assertFalse(parity.agreed());
        assertEquals(
                "toy 1 disagrees with the trainer on 3 images: the logits differ by at most 0.0011, which is 0.00011 of"
                        + " their spread of 10.0 (image 2, class 1); allowed is 1.0e-04",
                parity.sentence());
    }

    @Test
    void refusesANetworkThatAnswersTheSameToEverything() {
        Logits constant = Logits.of(2, -4, 6, -4, 6, -4, 6);
        Parity parity = Parity.of("toy 1", constant, constant, TOLERANCE);
        assertFalse(parity.agreed());
        assertTrue(
                parity.sentence().startsWith("the trained network answers nearly the same to all 3 images"),
                parity::sentence);
        Logits zero = Logits.of(2, 0, 0, 0, 0);
        assertFalse(Parity.of("toy 1", zero, zero, TOLERANCE).agreed());
        Logits nearly = Logits.of(2, -4, 6, -4.009f, 6, -4, 6);
        assertFalse(Parity.of("toy 1", nearly, nearly, TOLERANCE).agreed());
    }

    @Test
    void refusesARuntimeThatAnswersTheSameToEverything() {
        assertFalse(parity(Logits.of(2, -4, 6, -4, 6, -4, 6)).agreed());
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void refusesWhatIsNotFiniteOnEitherSide(float value) {
        Logits broken = Logits.of(2, -4, 6, 1, value, 3, 0);
        assertEquals(
                "toy 1 answered " + value + " to image 1, class 1",
                parity(broken).sentence());
        assertFalse(Parity.of("toy 1", broken, broken, TOLERANCE).agreed());
        assertEquals(
                "the trainer answered " + value + " to image 1, class 1",
                Parity.of("toy 1", broken, TRAINER, TOLERANCE).sentence());
    }

    @Test
    void refusesOtherNumbersOfImagesOrClassesAndTooFew() {
        Parity fewer = parity(Logits.of(2, -4, 6, 1, 2));
        assertFalse(fewer.agreed());
        assertEquals("toy 1 gave 2 answers of 2 classes, the trainer 3 answers of 2 classes", fewer.sentence());
        assertFalse(parity(Logits.of(3, -4, 6, 1, 2, 3, 0)).agreed());
        Logits single = Logits.of(2, 1, 2);
        assertFalse(Parity.of("toy 1", single, single, TOLERANCE).agreed());
    }
}
