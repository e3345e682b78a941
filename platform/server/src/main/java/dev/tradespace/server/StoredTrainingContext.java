package dev.tradespace.server;

import dev.tradespace.core.file.Room;
import dev.tradespace.core.sweep.Training;
import dev.tradespace.core.sweep.TrainingGround;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.DatasetUnavailable;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.results.training.Trainings;
import dev.tradespace.server.model.ModelStore;
import dev.tradespace.server.training.DatasetProvider;
import dev.tradespace.server.training.TrainingParts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the expansion of a sweep asks about trainings, answered from the platform's parts and its store. */
record StoredTrainingContext(Path home, @Nullable TrainingParts parts, Trainings trainings) implements TrainingGround {
    @Override
    public DatasetFacts dataset(String id) throws DatasetUnavailable {
        return datasets().current(id);
    }

    @Override
    public DatasetFacts shown(String id) throws DatasetUnavailable {
        return datasets().facts(id);
    }

    private DatasetProvider datasets() {
        return parts == null ? DatasetProvider.EMPTY : parts.datasets();
    }

    @Override
    public Optional<String> unfinished(Training alike) {
        return trainings.unfinished(alike);
    }

    @Override
    public String nonce() {
        return UUID.randomUUID().toString();
    }

    @Override
    public boolean hasImported(String architecture, String weights) {
        return ModelStore.weights(home, architecture, weights).isPresent();
    }

    @Override
    public Optional<String> trainedOn(String architecture, String weights) {
        return trainings
                .find(architecture, weights)
                .filter(training -> training.status() == TrainingState.Status.DONE)
                .map(training -> training.spec().dataset());
    }

    @Override
    public Room room() {
        try {
            return Room.at(home);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
