package dev.tradespace.server.wire;

import dev.tradespace.api.training.Recipe;
import dev.tradespace.core.json.RecordJson.MayBeNaN;
import dev.tradespace.core.json.RecordJson.Unwrapped;
import dev.tradespace.core.training.Budget;
import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.TrainingProgress;
import dev.tradespace.core.training.TrainingSpec;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.quantization.QuantizationReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Trainings: as they stand, with their curves, and as they go. */
public final class TrainingJson {
    private TrainingJson() {}

    /** A training without its curve. */
    public record TrainingView(
            long id,
            String variant,
            String family,
            String architecture,
            String weights,
            String dataset,
            String data,
            TrainingSpecView spec,
            TrainingState.Status status,
            int epochs,
            long steps,
            @MayBeNaN double validationAccuracy,
            @MayBeNaN double imagesPerSecond,
            @Nullable String failure,
            @Nullable Long peakBytes,
            Instant created) {
        /** That of a training. */
        public static TrainingView of(TrainingState training) {
            List<EpochPoint> curve = training.curve();
            EpochPoint last = curve.isEmpty()
                    ? new EpochPoint(0, 0, Double.NaN, 0, Double.NaN, Double.NaN, 0, 0, Double.NaN)
                    : curve.get(curve.size() - 1);
            return new TrainingView(
                    training.id(),
                    training.model().toString(),
                    training.model().family(),
                    training.architecture(),
                    training.weights(),
                    training.spec().dataset(),
                    training.data(),
                    TrainingSpecView.of(training.spec()),
                    training.status(),
                    last.epoch(),
                    last.steps(),
                    last.validationAccuracy(),
                    imagesPerSecond(curve),
                    training.failure(),
                    training.peakBytes() > 0 ? training.peakBytes() : null,
                    training.created());
        }

        /** All images by all time, from the epochs' own; not a number before the first has ended. */
        private static double imagesPerSecond(List<EpochPoint> curve) {
            double images = 0;
            double before = 0;
            for (EpochPoint point : curve) {
                images += point.imagesPerSecond() * (point.seconds() - before);
                before = point.seconds();
            }
            return images / before;
        }
    }

    /** A training with its curve, and how far it is if it is under way and that is known. */
    public record TrainingDetail(
            @Unwrapped TrainingView training,
            List<EpochPoint> curve,
            @Nullable ProgressEvent progress) {
        /** That of a training. */
        public static TrainingDetail of(TrainingState training, @Nullable TrainingProgress progress) {
            return new TrainingDetail(
                    TrainingView.of(training),
                    training.curve(),
                    progress == null ? null : new ProgressEvent(training.id(), progress));
        }
    }

    /**
     * How a trained model was quantised to int8.
     *
     * @param integerShare the share of multiply-accumulates that are computed in integers, from 0 to 1
     * @param overLimit whether more points of accuracy were lost than might be
     */
    public record QuantizationView(
            long training,
            String remedies,
            int weightBits,
            int calibrationImages,
            @Nullable AccuracyView accuracy,
            double maxDrop,
            boolean overLimit,
            double integerShare,
            List<QuantizationReport.FloatLayer> floats) {
        /** Top-1 accuracies on the same validation images, in percent; the drop in points. */
        public record AccuracyView(int images, double fp32, double int8, double plain, double drop, int changed) {}

        /** That of a training. */
        public static QuantizationView of(long training, QuantizationReport report) {
            QuantizationReport.Accuracy accuracy = report.accuracy();
            return new QuantizationView(
                    training,
                    report.remedies(),
                    report.weightBits(),
                    report.calibrationImages(),
                    accuracy == null
                            ? null
                            : new AccuracyView(
                                    accuracy.images(),
                                    accuracy.fp32(),
                                    accuracy.int8(),
                                    accuracy.plain(),
                                    accuracy.drop(),
                                    accuracy.changed()),
                    report.maxDrop(),
                    report.isOverLimit(),
                    (double) report.integerMacs() / Math.max(1, report.macs()),
                    report.floats());
        }
    }

    /** The end of an epoch. */
    public record EpochEvent(long training, EpochPoint point) {}

    /** How far a training is. */
    public record ProgressEvent(long training, @Unwrapped TrainingProgress progress) {}

    /** What a training is asked to do. */
    public record TrainingSpecView(
            String dataset,
            Recipe recipe,
            OptionalInt epochs,
            Optional<Duration> seconds,
            OptionalInt subset,
            int threads,
            long seed) {
        static TrainingSpecView of(TrainingSpec spec) {
            return new TrainingSpecView(
                    spec.dataset(),
                    spec.recipe(),
                    spec.budget() instanceof Budget.Epochs epochs
                            ? OptionalInt.of(epochs.count())
                            : OptionalInt.empty(),
                    spec.budget() instanceof Budget.Time time ? Optional.of(time.duration()) : Optional.empty(),
                    spec.subset(),
                    spec.threads(),
                    spec.seed());
        }
    }
}
