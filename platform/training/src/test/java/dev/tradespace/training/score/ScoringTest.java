package dev.tradespace.training.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.core.training.Scores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoringTest {
    private static final double EXACT = 1e-6;

    private static float ln(double value) {
        return (float) Math.log(value);
    }

    private static Scores scores(Logits logits, int... truths) {
        return Scoring.of("shapes", "test", "toy 1", logits, truths);
    }

    /** Probabilities 0.7/0.2/0.1, 0.25/0.5/0.25 and 0.1/0.1/0.8, written as logits moved by a constant each. */
    @Test
    void agreesWithThreeAnswersWorkedOutOnPaper() {
        Logits logits = Logits.of(
                3,
                ln(0.7) + 5,
                ln(0.2) + 5,
                ln(0.1) + 5,
                ln(0.25) - 3,
                ln(0.5) - 3,
                ln(0.25) - 3,
                ln(0.1),
                ln(0.1),
                ln(0.8));
        Scores scores = scores(logits, 0, 2, 2);

        assertEquals(List.of(List.of(1, 0, 0), List.of(0, 0, 0), List.of(0, 1, 1)), scores.confusion());
        assertEquals(2, scores.correct());
        assertEquals(3, scores.top5Correct());
        assertEquals(-(Math.log(0.7) + Math.log(0.25) + Math.log(0.8)) / 3, scores.crossEntropy(), EXACT);
        // Each answer lies in a bin of its own, of the 15: 11, 8 and 12.
        assertEquals((0.3 + 0.5 + 0.2) / 3, scores.calibrationError(), EXACT);
        assertEquals(
                new Scores.Answer(2, 1, 0.5).answer(), scores.answers().get(1).answer());
        assertEquals(0.5, scores.answers().get(1).confidence(), EXACT);
        assertEquals(
                "test split of shapes through toy 1, 3 images",
                scores.accuracy().source());
    }

    /** Two answers of 0.75, one right and one wrong, share a bin: 0.75 sure and right in 1 of 2. */
    @Test
    void comparesMeansWithinABinAndNotSingleAnswers() {
        Logits logits = Logits.of(2, ln(0.75), ln(0.25), ln(0.75), ln(0.25));
        assertEquals(0.25, scores(logits, 0, 1).calibrationError(), EXACT);
    }

    @Test
    void looksForTheTruthAmongTheFiveMostProbable() {
        float[] falling = {6, 5, 4, 3, 2, 1, 0};
        assertEquals(1, scores(Logits.of(7, falling), 4).top5Correct());
        assertEquals(0, scores(Logits.of(7, falling), 5).top5Correct());
    }

    @Test
    void givesOfEqualAnswersTheFirst() {
        Scores scores = scores(Logits.of(6, 1, 1, 1, 1, 1, 1), 5);
        assertEquals(0, scores.answers().get(0).answer());
        assertEquals(0, scores.top5Correct());
        assertEquals(1 / 6.0, scores.answers().get(0).confidence(), EXACT);
    }

    @Test
    void survivesLogitsWhoseExponentialsOverflow() {
        Scores scores = scores(Logits.of(2, 3e38f, -3e38f), 1);
        assertEquals(6e38, scores.crossEntropy(), 1e32);
        assertEquals(1, scores.answers().get(0).confidence());
        assertEquals(1, scores.calibrationError());
        assertArrayEquals(new double[] {1, 0}, Logits.of(2, 3e38f, -3e38f).probabilities(0));
    }

    @Test
    void refusesTruthsThatDoNotFit() {
        Logits logits = Logits.of(2, 0, 1);
        assertThrows(IllegalArgumentException.class, () -> scores(logits, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> scores(logits, 2));
        assertThrows(IllegalArgumentException.class, () -> scores(logits, -1));
    }

    @Test
    void logitsComeBackFromTheirFileAsTheyWent(@TempDir Path folder) throws IOException {
        Logits logits = Logits.of(3, 1.5f, -0f, Float.MIN_VALUE, 7, 8, 9);
        Path file = folder.resolve("answers.bin");
        logits.write(file);
        assertEquals(24, Files.size(file));
        assertEquals(logits, Logits.read(file, 3));
        assertEquals(2, logits.images());
        String refusal = String.valueOf(
                assertThrows(IOException.class, () -> Logits.read(file, 5)).getMessage());
        assertTrue(refusal.endsWith("answers.bin must hold rows of 5 floats, has 24 bytes"), refusal);
    }
}
