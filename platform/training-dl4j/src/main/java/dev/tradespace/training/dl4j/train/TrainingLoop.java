package dev.tradespace.training.dl4j.train;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.api.training.Recipe;
import dev.tradespace.core.training.Budget;
import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.TrainingProgress;
import dev.tradespace.core.training.TrainingSpec;
import dev.tradespace.core.weights.WeightsFile;
import dev.tradespace.training.Trainer;
import dev.tradespace.training.TrainingRequest;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.data.prepared.PreparedDataset;
import dev.tradespace.training.pipeline.BatchPrefetcher;
import dev.tradespace.training.pipeline.ImageBatch;
import dev.tradespace.training.pipeline.LabelledImages;
import dev.tradespace.training.pipeline.TrainingBatches;
import dev.tradespace.training.recipe.LearningRate;
import dev.tradespace.training.score.Logits;
import dev.tradespace.training.score.RoundingError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/** A training from its last checkpoint, or its beginning, to its end or an interrupt. */
final class TrainingLoop implements AutoCloseable {
    private static final double NANOS = 1e9;
    private static final double SECONDS_BETWEEN_CHECKPOINTS = 60;

    private final Architecture architecture;
    private final TrainingSpec spec;
    private final Path folder;
    private final Trainer.Listener listener;
    private final DataParallelNetwork learner;
    private final TrainingBatches batches;
    private final Validator examination;
    private final Checkpoints checkpoints;
    private final ProgressMeter pace;
    private TrainingLoopState standing = TrainingLoopState.BEGINNING;
    private double lastRate;
    private double lastStepSeconds;
    private double secondsSinceCheckpoint;

    TrainingLoop(
            Architecture architecture,
            PreparedDataset data,
            TrainingSpec spec,
            Path folder,
            String fingerprint,
            Trainer.Listener listener) {
        this.architecture = architecture;
        this.spec = spec;
        this.folder = folder;
        this.listener = listener;
        this.learner = new DataParallelNetwork(architecture, spec);
        this.batches =
                new TrainingBatches(LabelledImages.of(data, Split.TRAINING), spec.recipe(), spec.subset(), spec.seed());
        this.examination = new Validator(
                learner,
                LabelledImages.of(data, Split.VALIDATION),
                spec.recipe().batch());
        this.checkpoints = new Checkpoints(folder, fingerprint);
        this.pace = new ProgressMeter(listener);
    }

    /**
     * Trains to the end of the budget and leaves weights and answers.
     *
     * @throws InterruptedException if the thread is interrupted: the last checkpoint stands
     * @throws Diverged if the numbers cease to be numbers
     * @throws IOException if the folder cannot be read or written
     */
    TrainingLoopState run() throws InterruptedException, IOException {
        checkpoints.load(learner.state()).ifPresent(kept -> standing = kept);
        standing.curve().forEach(listener::epoch);
        learner.steps(standing.step());
        if (!isOver()) {
            try (BatchPrefetcher feed = new BatchPrefetcher(batches, standing.step())) {
                while (!isOver()) {
                    step(feed);
                }
            }
        }
        learner.withKept(this::leaveResults);
        checkpoints.clear();
        EpochPoint last = standing.curve().get(standing.curve().size() - 1);
        listener.progress(new TrainingProgress(
                last.epoch(),
                last.epoch(),
                last.steps(),
                1,
                last.trainingLoss(),
                last.trainingAccuracy(),
                last.imagesPerSecond(),
                0));
        return standing;
    }

    private void step(BatchPrefetcher feed) throws InterruptedException, IOException {
        if (Thread.interrupted()) {
            throw new InterruptedException("training was interrupted");
        }
        Recipe recipe = spec.recipe();
        lastRate = LearningRate.at(recipe, middleOfStep());
        long began = System.nanoTime();
        ImageBatch batch = feed.next();
        double loss = learner.step(batch, standing.step(), lastRate);
        lastStepSeconds = (System.nanoTime() - began) / NANOS;
        if (!Double.isFinite(loss)) {
            throw new Diverged("the loss", loss, standing.epoch(), standing.step() + 1, lastRate);
        }
        standing = standing.after(loss, learner.correct(), recipe.batch(), lastStepSeconds);
        pace.step(loss, learner.correct(), recipe.batch(), lastStepSeconds);
        secondsSinceCheckpoint += lastStepSeconds;
        if (pace.isDue()) {
            pace.tell(standing, epochs(), fraction(), secondsLeft());
        }
        if (isOver() || standing.step() == batches.stepsUntil(standing.epoch())) {
            endEpoch();
        } else if (secondsSinceCheckpoint > SECONDS_BETWEEN_CHECKPOINTS) {
            save();
        }
    }

    private void endEpoch() throws IOException {
        learner.agree();
        Validator.Mark[] mark = new Validator.Mark[1];
        learner.withKept(() -> mark[0] = examination.mark());
        if (!Double.isFinite(mark[0].loss())) {
            throw new Diverged("the validation loss", mark[0].loss(), standing.epoch(), standing.step(), lastRate);
        }
        EpochPoint point = standing.point(mark[0], lastRate);
        standing = standing.ended(point);
        save();
        listener.epoch(point);
    }

    private void save() throws IOException {
        checkpoints.save(standing, learner.state());
        secondsSinceCheckpoint = 0;
    }

    private void leaveResults() {
        try {
            float[] answers = examination.answers(TrainingRequest.PARITY_IMAGES);
            Logits.of(learner.classes(), answers).write(folder.resolve(TrainingRequest.ANSWERS));
            Path weights = folder.resolve(TrainingRequest.WEIGHTS);
            WeightsFile.write(
                    weights,
                    architecture.weights().values(),
                    learner.parameters().weights("trained"),
                    Map.of("architecture", architecture.digest()));
            leavePerturbed(WeightsFile.open(weights, "trained"), answers.length);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Answers the same images as if the weights were off by rounding; the written ones stand in for a copy in memory.
     */
    private void leavePerturbed(Weights kept, int length) throws IOException {
        Collection<WeightSpec> tensors = architecture.weights().values();
        float[] answers = new float[RoundingError.DRAWS * length];
        for (int draw = 0; draw < RoundingError.DRAWS; draw++) {
            learner.load(RoundingError.perturbed(architecture, kept, RoundingError.FP32, draw), tensors);
            System.arraycopy(examination.answers(TrainingRequest.PARITY_IMAGES), 0, answers, draw * length, length);
        }
        learner.load(kept, tensors);
        Logits.of(learner.classes(), answers).write(folder.resolve(TrainingRequest.PERTURBED));
    }

    private long steps(Budget.Epochs budget) {
        return batches.stepsUntil(budget.count());
    }

    private boolean isOver() {
        return spec.budget() instanceof Budget.Epochs epochs
                ? standing.step() >= steps(epochs)
                : standing.step() > 0 && standing.seconds() >= budgetSeconds();
    }

    private double budgetSeconds() {
        return spec.budget() instanceof Budget.Time time ? time.duration().toNanos() / NANOS : Double.POSITIVE_INFINITY;
    }

    /** The part of the budget that is spent. */
    private double fraction() {
        return spec.budget() instanceof Budget.Epochs epochs
                ? (double) standing.step() / steps(epochs)
                : Math.min(1, standing.seconds() / budgetSeconds());
    }

    /** The part that will be spent when the next step is half done: its rate stands for all of it. */
    private double middleOfStep() {
        return spec.budget() instanceof Budget.Epochs epochs
                ? (standing.step() + 0.5) / steps(epochs)
                : (standing.seconds() + lastStepSeconds / 2) / budgetSeconds();
    }

    private int epochs() {
        return spec.budget() instanceof Budget.Epochs epochs
                ? epochs.count()
                : (int) Math.ceil(standing.step() / fraction() * spec.recipe().batch() / batches.images());
    }

    private double secondsLeft() {
        return standing.seconds() / fraction() * (1 - fraction());
    }

    @Override
    public void close() {
        learner.close();
    }
}
