package dev.tradespace.server.training;

import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.TrainingProgress;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.results.database.ResultsException;
import dev.tradespace.results.training.Trainings;
import dev.tradespace.server.bus.Bus;
import dev.tradespace.server.bus.Topics;
import dev.tradespace.server.bus.Topics.EpochEnded;
import dev.tradespace.server.bus.Topics.TrainingChanged;
import dev.tradespace.server.bus.Topics.TrainingWent;
import dev.tradespace.training.Trainer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps how one training goes, and tells it as it was kept. A store that does not answer costs a point of the curve, not the training. */
final class TrainingNews implements Trainer.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingNews.class);
    /** Twice a second, and some room for a trainer whose clock ticks otherwise. */
    private static final Duration LEAST_BETWEEN = Duration.ofMillis(450);

    private final long sweep;
    private final Trainings trainings;
    private final Bus bus;
    private final InstantSource clock;
    private TrainingState state;
    private Instant told = Instant.EPOCH;

    TrainingNews(long sweep, TrainingState state, Trainings trainings, Bus bus, InstantSource clock) {
        this.sweep = sweep;
        this.state = state;
        this.trainings = trainings;
        this.bus = bus;
        this.clock = clock;
    }

    @Override
    public void progress(TrainingProgress progress) {
        Instant now = clock.instant();
        if (Duration.between(told, now).compareTo(LEAST_BETWEEN) >= 0) {
            told = now;
            bus.tell(Topics.TRAINING_WENT, new TrainingWent(sweep, state.id(), progress));
        }
    }

    @Override
    public void epoch(EpochPoint point) {
        try {
            trainings.keep(state.id(), point);
            state = state.with(point);
        } catch (ResultsException broken) {
            LOG.warn("epoch {} of training {} could not be kept", point.epoch(), state.id(), broken);
        }
        bus.tell(Topics.EPOCH_ENDED, new EpochEnded(sweep, state.id(), point));
    }

    /** How it stands. */
    TrainingState state() {
        return state;
    }

    /** Tells how it stands now, as it was kept. */
    void changed(TrainingState.Status now, @Nullable String failure, long peakBytes) {
        state = state.at(now, failure, peakBytes);
        bus.tell(Topics.TRAINING_CHANGED, new TrainingChanged(sweep, state));
    }
}
