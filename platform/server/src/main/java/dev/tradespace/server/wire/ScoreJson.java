package dev.tradespace.server.wire;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.json.RecordJson.MayBeNaN;
import dev.tradespace.core.json.RecordJson.Named;
import dev.tradespace.core.json.RecordJson.Unwrapped;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.ImageSize;
import dev.tradespace.core.training.Scores;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.server.training.DatasetProvider;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Datasets, and how well trained models predict their images or one that somebody sends. */
public final class ScoreJson {
    private ScoreJson() {}

    /** Datasets that are here, and all that are known by name only. */
    public record DatasetPage(@Unwrapped PageView<DatasetView> page, List<DatasetProvider.Absent> absent) {
        /** A part of those that are here. */
        public static DatasetPage of(
                List<DatasetFacts> present, List<DatasetProvider.Absent> absent, int offset, int limit) {
            return new DatasetPage(PageView.of(present, offset, limit, DatasetView::of), absent);
        }
    }

    /** A dataset. */
    public record DatasetView(
            String id,
            String title,
            List<String> classes,
            @Nullable Integer size,
            @Nullable Integer width,
            @Nullable Integer height,
            int channels,
            int training,
            int validation,
            int test,
            String digest) {
        /** One that is here. */
        public static DatasetView of(DatasetFacts dataset) {
            return new DatasetView(
                    dataset.id(),
                    dataset.title(),
                    dataset.classes(),
                    dataset.side().isPresent() ? dataset.side().getAsInt() : null,
                    dataset.size().map(ImageSize::width).orElse(null),
                    dataset.size().map(ImageSize::height).orElse(null),
                    dataset.channels(),
                    dataset.training(),
                    dataset.validation(),
                    dataset.test(),
                    dataset.digest());
        }
    }

    /** The scores of a measurement. */
    public record ScoresView(
            long measurement,
            String dataset,
            String split,
            boolean unchanged,
            String runtime,
            int images,
            FigureView top1,
            FigureView top5,
            @MayBeNaN double crossEntropy,
            double calibrationError,
            Stream<ClassScoreView> classes,
            List<List<Integer>> confusion) {
        /**
         * Those of a measurement.
         *
         * @param classes the names of the classes
         * @param unchanged whether the dataset's images are still those that were scored
         */
        public static ScoresView of(long measurement, Scores scores, List<String> classes, boolean unchanged) {
            List<Figure> accuracies = scores.classAccuracies();
            List<List<Integer>> confusion = scores.confusion();
            return new ScoresView(
                    measurement,
                    scores.dataset(),
                    scores.split(),
                    unchanged,
                    scores.runtime(),
                    scores.images(),
                    FigureView.of(Metric.ACCURACY, scores.accuracy()),
                    FigureView.of(Metric.ACCURACY, scores.top5()),
                    scores.crossEntropy(),
                    scores.calibrationError(),
                    IntStream.range(0, classes.size())
                            .mapToObj(i -> ClassScoreView.of(classes.get(i), confusion.get(i), i, accuracies.get(i))),
                    confusion);
        }
    }

    /** The score of one class. */
    public record ClassScoreView(String name, int images, int correct, FigureView accuracy) {
        static ClassScoreView of(String name, List<Integer> row, int number, Figure accuracy) {
            return new ClassScoreView(
                    name,
                    row.stream().mapToInt(Integer::intValue).sum(),
                    row.get(number),
                    FigureView.of(Metric.ACCURACY, accuracy));
        }
    }

    /** Predictions for images of a split. */
    public record AnswerPage(@Unwrapped PageView<ImageAnswerView> page, String dataset, String split) {
        /**
         * Some predictions.
         *
         * @param chosen the numbers of the images, in order
         */
        public static AnswerPage of(Scores scores, List<Integer> chosen, int offset, int limit) {
            return new AnswerPage(
                    PageView.of(
                            chosen,
                            offset,
                            limit,
                            index -> new ImageAnswerView(index, scores.answers().get(index))),
                    scores.dataset(),
                    scores.split());
        }
    }

    /** The prediction for one image. */
    public record ImageAnswerView(int index, @Unwrapped Scores.Answer answer) {}

    /** The predictions of models for an image that was sent. */
    public record ClassificationView(int width, int height, List<ModelOpinionView> models) {}

    /** The prediction of one model, or why there is none. */
    public record ModelOpinionView(
            long training,
            String variant,
            String dataset,
            List<ClassProbabilityView> classes,
            @Nullable String failure) {
        /**
         * A prediction, the most probable class first.
         *
         * @param classes their names
         * @param probabilities one for each
         */
        public static ModelOpinionView of(TrainingState training, List<String> classes, double[] probabilities) {
            return of(
                    training,
                    IntStream.range(0, classes.size())
                            .mapToObj(i -> new ClassProbabilityView(i, classes.get(i), probabilities[i]))
                            .sorted(Comparator.comparingDouble(each -> -each.probability()))
                            .toList(),
                    null);
        }

        /** Why there is none. */
        public static ModelOpinionView failed(TrainingState training, String reason) {
            return of(training, List.of(), reason);
        }

        private static ModelOpinionView of(
                TrainingState training, List<ClassProbabilityView> classes, @Nullable String failure) {
            return new ModelOpinionView(
                    training.id(), training.model().toString(), training.spec().dataset(), classes, failure);
        }
    }

    /** A class with its probability, 0 to 1. */
    public record ClassProbabilityView(@Named("class") int number, String name, double probability) {}
}
