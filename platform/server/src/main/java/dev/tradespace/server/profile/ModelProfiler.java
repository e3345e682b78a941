package dev.tradespace.server.profile;

import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.measure.ModelFile;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.profile.LayerProfile;
import dev.tradespace.core.sweep.Training;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.core.weights.ImportedWeights;
import dev.tradespace.hardware.ProfileOutcome;
import dev.tradespace.hardware.Runner;
import dev.tradespace.results.training.Trainings;
import dev.tradespace.server.lane.DeviceTurns;
import dev.tradespace.server.model.ModelSource;
import dev.tradespace.server.model.ModelStore;
import dev.tradespace.server.training.TrainedModels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Profiles models: takes its turn on the device, so that it never disturbs a measurement. */
public final class ModelProfiler {
    /** Longer than a quick measurement of most networks; a training takes longer, and is not waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path home;
    private final Trainings trainings;
    private final ModelStore models;
    private final @Nullable TrainedModels trained;
    private final Runner runner;
    private final DeviceTurns turns;

    /** What came of it. */
    public sealed interface Answer {
        /** The profile. */
        record Profiled(LayerProfile profile) implements Answer {}

        /** There is none. */
        record Refused(Outcome.Failure failure) implements Answer {}

        /** The device is at work. */
        record Busy() implements Answer {}
    }

    /**
     * A profiler of the models of a home.
     *
     * @param trained makes the files of trained models; null where nothing is trained
     * @param turns those of the lanes
     */
    public ModelProfiler(
            Path home,
            Trainings trainings,
            ModelStore models,
            @Nullable TrainedModels trained,
            Runner runner,
            DeviceTurns turns) {
        this.home = home;
        this.trainings = trainings;
        this.models = models;
        this.trained = trained;
        this.runner = runner;
        this.turns = turns;
    }

    /**
     * Profiles a model.
     *
     * @param weights their id: {@code random:7}
     * @param target of this machine
     */
    public Answer profile(Built built, String weights, Target target) {
        try {
            return turns.useWithin(target.device(), PATIENCE, () -> now(built, weights, target))
                    .orElseGet(Answer.Busy::new);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return refused("the profile was interrupted");
        } catch (Exception unusable) {
            return refused("the model could not be prepared: "
                    + Objects.requireNonNullElse(unusable.getMessage(), unusable.toString()));
        }
    }

    private Answer now(Built built, String weights, Target target) throws IOException {
        String digest = built.architecture().digest();
        models.lend(digest, weights);
        Path file = file(built, weights, target);
        models.lend(digest, weights);
        ProfileOutcome outcome = runner.profile(file, target);
        return outcome instanceof ProfileOutcome.Profiled profiled
                ? new Answer.Profiled(LayerProfile.of(profiled.profile(), built.analysis(), target))
                : new Answer.Refused(((ProfileOutcome.Refused) outcome).failure());
    }

    private Path file(Built built, String weights, Target target) throws IOException {
        String digest = built.architecture().digest();
        if (Training.gives(weights)) {
            Optional<TrainingState> training =
                    trainings.find(digest, weights).filter(each -> each.status() == TrainingState.Status.DONE);
            if (trained == null || training.isEmpty()) {
                throw new IOException(
                        "there is no finished training of " + built.model().id() + " with the weights " + weights);
            }
            return trained.file(training.get(), target.format(), target.precision());
        }
        Path imported = null;
        if (ImportedWeights.is(weights)) {
            imported = ModelStore.weights(home, digest, weights)
                    .orElseThrow(() -> new IOException("there are no weights " + weights + " of "
                            + built.model().id() + " in this home; `tradespace import` brings them"));
        }
        ModelSource source =
                new ModelSource(built.model().id(), digest, weights, imported, built.architecture(), Map.of());
        return models.file(source, new ModelFile(digest, weights, target.format(), target.precision()), written -> {});
    }

    private static Answer refused(String reason) {
        return new Answer.Refused(new Outcome.Failure(reason, "", false));
    }
}
