package dev.tradespace.core.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.core.statistics.WilsonInterval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresTest {
    private static Scores scores(List<List<Integer>> confusion, int top5) {
        List<Scores.Answer> answers = new ArrayList<>();
        for (int truth = 0; truth < confusion.size(); truth++) {
            for (int answer = 0; answer < confusion.get(truth).size(); answer++) {
                answers.addAll(
                        Collections.nCopies(confusion.get(truth).get(answer), new Scores.Answer(truth, answer, 1)));
            }
        }
        return scores(confusion.size(), answers, top5);
    }

    private static Scores scores(int classes, List<Scores.Answer> answers, int top5) {
        return new Scores("shapes", "test", "onnxruntime 1.28.0", classes, top5, 0.5, 0.1, List.of(), answers);
    }

    @Test
    void countsTheConfusionOfItsAnswers() {
        List<List<Integer>> confusion = List.of(List.of(3, 1, 0), List.of(0, 2, 0), List.of(0, 0, 0));
        Scores scores = scores(confusion, 6);
        assertEquals(confusion, scores.confusion());
        assertEquals(6, scores.images());
        assertEquals(5, scores.correct());
    }

    @Test
    void takesAccuracyAndItsIntervalFromTheConfusion() {
        Scores scores = scores(List.of(List.of(3, 1), List.of(0, 1196)), 1200);
        Figure.Measured accuracy = scores.accuracy();
        Interval share = WilsonInterval.of(1199, 1200);
        assertEquals(100 * 1199 / 1200.0, accuracy.amount(), 1e-12);
        assertEquals(new Interval(100 * share.low(), 100 * share.high()), accuracy.interval());
        assertEquals("test split of shapes through onnxruntime 1.28.0, 1,200 images", accuracy.source());
    }

    @Test
    void givesEachClassItsOwnAccuracyAndNoneToAClassWithoutImages() {
        List<Figure> classes = scores(List.of(List.of(3, 1, 0), List.of(1, 1, 0), List.of(0, 0, 0)), 6)
                .classAccuracies();
        assertEquals(75, classes.get(0).value().orElseThrow());
        assertEquals(50, classes.get(1).value().orElseThrow());
        assertEquals(
                "the test split has no image of this class",
                assertInstanceOf(Figure.Unavailable.class, classes.get(2)).reason());
    }

    @Test
    void saysThatTopFiveOfTwoClassesIsAlwaysRight() {
        Figure.Measured top5 = scores(List.of(List.of(1, 0), List.of(1, 0)), 2).top5();
        assertEquals(100, top5.amount());
        assertTrue(top5.source().endsWith("all 2 classes, which is always right"), top5::source);
    }

    @Test
    void refusesAnswersOfOtherClassesAndNone() {
        assertThrows(IllegalArgumentException.class, () -> scores(List.of(List.of(1, 2)), 1));
        assertThrows(IllegalArgumentException.class, () -> scores(1, List.of(new Scores.Answer(-1, 0, 1)), 0));
        assertThrows(IllegalArgumentException.class, () -> scores(1, List.of(new Scores.Answer(0, -1, 1)), 0));
        assertThrows(IllegalArgumentException.class, () -> scores(List.of(List.of(0, 0), List.of(0, 0)), 0));
    }
}
