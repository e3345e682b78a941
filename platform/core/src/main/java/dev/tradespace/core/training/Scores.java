package dev.tradespace.core.training;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.core.json.RecordJson.MayBeNaN;
import dev.tradespace.core.statistics.WilsonInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How a network's answers compare with the truth, from the outputs of the runtime that was measured.
 *
 * @param dataset the dataset's id: {@code fashion-mnist}
 * @param split {@code test} or {@code validation}
 * @param runtime what gave the answers: {@code onnxruntime 1.28.0}
 * @param classes how many classes there are
 * @param top5Correct how many images have the truth among the five most probable classes; with five classes or fewer,
 *     all of them
 * @param crossEntropy mean, in nats
 * @param calibrationError expected calibration error over 15 bins of equal width, 0 to 1 (Guo et al. 2017, equation 3)
 * @param classNames of the classes as they were when it was scored, in the order of their numbers; empty where they
 *     were not recorded
 * @param answers for every image in the split's order its answer and how sure it was
 */
public record Scores(
        String dataset,
        String split,
        String runtime,
        int classes,
        int top5Correct,
        @MayBeNaN double crossEntropy,
        double calibrationError,
        List<String> classNames,
        List<Answer> answers) {
    /** How many of the most probable classes top-5 looks at. */
    public static final int TOP = 5;

    private static final double PERCENT = 100;

    /**
     * One image's answer.
     *
     * @param truth the right class
     * @param answer the most probable class, of equals the first
     * @param confidence its probability, 0 to 1
     */
    public record Answer(int truth, int answer, double confidence) {}

    public Scores {
        classNames = List.copyOf(classNames);
        answers = List.copyOf(answers);
        for (Answer answer : answers) {
            if (Math.min(answer.truth(), answer.answer()) < 0 || Math.max(answer.truth(), answer.answer()) >= classes) {
                throw new IllegalArgumentException("answers must be of " + classes + " classes, was " + answer);
            }
        }
        if (!classNames.isEmpty() && classNames.size() != classes) {
            throw new IllegalArgumentException(
                    "there must be a name for each of " + classes + " classes, was " + classNames.size());
        }
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("scores need at least 1 image, was 0");
        }
    }

    /** The same with the names of its classes. */
    public Scores named(List<String> names) {
        return new Scores(
                dataset, split, runtime, classes, top5Correct, crossEntropy, calibrationError, names, answers);
    }

    /** How many images were scored. */
    public int images() {
        return answers.size();
    }

    /** How many of them were answered rightly. */
    public int correct() {
        return (int) answers.stream()
                .filter(answer -> answer.truth() == answer.answer())
                .count();
    }

    /** The answers counted, {@code confusion[truth][answer]}. */
    public List<List<Integer>> confusion() {
        int[][] counts = new int[classes][classes];
        answers.forEach(answer -> counts[answer.truth()][answer.answer()]++);
        return Arrays.stream(counts)
                .map(row -> IntStream.of(row).boxed().toList())
                .toList();
    }

    /**
     * The share of right answers, with its Wilson interval.
     *
     * @unit percent
     */
    public Figure.Measured accuracy() {
        return share(correct(), images(), String.format(Locale.ROOT, "%s, %,d images", source(), images()));
    }

    /**
     * The share of images with the truth among the five most probable classes, or among all where there are no more
     * than five.
     *
     * @unit percent
     */
    public Figure.Measured top5() {
        String among = classes > TOP
                ? "the " + TOP + " most probable of " + classes + " classes"
                : "all " + classes + " classes, which is always right";
        return share(
                top5Correct,
                images(),
                String.format(Locale.ROOT, "%s, %,d images, the truth among %s", source(), images(), among));
    }

    /**
     * The share of right answers for each class, in their order; unavailable for a class without images.
     *
     * @unit percent
     */
    public List<Figure> classAccuracies() {
        List<List<Integer>> confusion = confusion();
        List<Figure> accuracies = new ArrayList<>();
        for (int truth = 0; truth < classes; truth++) {
            int images =
                    confusion.get(truth).stream().mapToInt(Integer::intValue).sum();
            accuracies.add(
                    images == 0
                            ? new Figure.Unavailable("the " + split + " split has no image of this class")
                            : share(
                                    confusion.get(truth).get(truth),
                                    images,
                                    String.format(Locale.ROOT, "%s, %,d images of the class", source(), images)));
        }
        return List.copyOf(accuracies);
    }

    private String source() {
        return split + " split of " + dataset + " through " + runtime;
    }

    private static Figure.Measured share(int part, int whole, String source) {
        Interval share = WilsonInterval.of(part, whole);
        return new Figure.Measured(
                PERCENT * part / whole, new Interval(PERCENT * share.low(), PERCENT * share.high()), source);
    }
}
