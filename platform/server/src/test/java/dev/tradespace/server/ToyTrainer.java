package dev.tradespace.server;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.TrainingProgress;
import dev.tradespace.core.weights.WeightsFile;
import dev.tradespace.hardware.Answerer;
import dev.tradespace.hardware.Answers;
import dev.tradespace.training.Trainer;
import dev.tradespace.training.TrainingEnd;
import dev.tradespace.training.TrainingRequest;
import dev.tradespace.training.data.Split;
import dev.tradespace.training.score.Logits;
import dev.tradespace.training.score.RoundingError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Learns nothing, in two epochs; hangs, fails and disagrees as it is told. Its runtime gives the trainer's own answers. */
public final class ToyTrainer implements Trainer, Answerer {
    /** What it answers to the parity images, and to any picture. */
    public static final Logits ANSWERS = Logits.of(3, 3, 1, 0, 0, 3, 1, 1, 0, 3, 3, 0, 1, 0, 3, 0, 1, 0, 3);

    /** What it was asked, in order. */
    public final List<TrainingRequest> requests = Collections.synchronizedList(new ArrayList<>());

    /** Told when its first training has begun to hang. */
    public final CompletableFuture<Boolean> hangs = new CompletableFuture<>();

    private final List<TrainingEnd> ends;
    private final boolean hanging;
    private volatile Logits answers = ANSWERS;

    /**
     * A trainer.
     *
     * @param hanging whether its first training goes on until it is interrupted
     * @param ends how its first trainings end; all others are whole
     */
    public ToyTrainer(boolean hanging, TrainingEnd... ends) {
        this.hanging = hanging;
        this.ends = List.of(ends);
    }

    /** From now on the runtimes answer something else than the trainer. */
    public void disagree() {
        answers = Logits.of(3, 3, 1, 0, 0, 3, 1, 1, 0, 3, 3, 0, 1, 0, 3, 0, 1, 0, 2);
    }

    @Override
    public TrainingEnd train(TrainingRequest request, Listener listener) {
        requests.add(request);
        int sitting = requests.size();
        listener.progress(new TrainingProgress(1, 2, 3, 0.25, Double.NaN, 40, 100, 9));
        listener.epoch(point(1));
        if (hanging && sitting == 1) {
            return untilInterrupted();
        }
        if (sitting <= ends.size()) {
            return ends.get(sitting - 1);
        }
        listener.epoch(point(2));
        try {
            Architecture architecture = new ArchitectureJson().read(Files.readString(request.architecture()));
            WeightsFile.write(
                    request.folder().resolve(TrainingRequest.WEIGHTS),
                    architecture.weights().values(),
                    RandomWeights.of(architecture, 7),
                    Map.of());
            ANSWERS.write(request.folder().resolve(TrainingRequest.ANSWERS));
            perturbed().write(request.folder().resolve(TrainingRequest.PERTURBED));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return new TrainingEnd.Completed(2, 20, 70, 100, 123_456);
    }

    /** Hardly other answers, draw by draw. */
    private static Logits perturbed() {
        int values = ANSWERS.images() * ANSWERS.classes();
        float[] draws = new float[RoundingError.DRAWS * values];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = ANSWERS.value(i % values / ANSWERS.classes(), i % ANSWERS.classes()) + 1e-6f;
        }
        return Logits.of(ANSWERS.classes(), draws);
    }

    private TrainingEnd untilInterrupted() {
        hangs.complete(true);
        try {
            new CountDownLatch(1).await();
            return new TrainingEnd.Failed("it came to an end by itself", "", false);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new TrainingEnd.Stopped();
        }
    }

    private static EpochPoint point(int epoch) {
        return new EpochPoint(epoch, 10L * epoch, 2.0 / epoch, 30 * epoch, 2.1 / epoch, 35 * epoch, 0.1, epoch, 100);
    }

    @Override
    public Answers answer(Path model, Target target, Path prepared, Split split, int count) {
        return new Answers.Given(answers, target.runtime());
    }

    @Override
    public Answers answer(Path model, Target target, float[] images) {
        return Files.exists(model)
                ? new Answers.Given(Logits.of(3, 1, 3, 2), target.runtime())
                : new Answers.Refused(Toys.failure("there is no model", false));
    }
}
