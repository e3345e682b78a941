package dev.tradespace.core.training;

import java.util.List;

/**
 * How a network's answers compare with the truth, from the outputs of the runtime that was measured.
 *
 * @param split {@code test} or {@code validation}
 * @param confusion {@code confusion[truth][answer]}: counts of images
 * @param top5Correct how many images have the truth among the five most probable classes
 * @param crossEntropy mean, in nats
 * @param calibrationError expected calibration error over 15 bins of equal width, 0 to 1 (Guo et al. 2017, equation 3)
 * @param answers for every image in the split's order its answer and how sure it was
 */
public record Scores(
        String split,
        List<List<Integer>> confusion,
        int top5Correct,
        double crossEntropy,
        double calibrationError,
        List<Answer> answers) {
    /**
     * One image's answer.
     *
     * @param truth the right class
     * @param answer the most probable class
     * @param confidence its probability, 0 to 1
     */
    public record Answer(int truth, int answer, double confidence) {}

    public Scores {
        confusion = confusion.stream().map(List::copyOf).toList();
        answers = List.copyOf(answers);
    }
}
