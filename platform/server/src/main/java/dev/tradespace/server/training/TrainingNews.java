package dev.tradespace.server.training;

import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.TrainingProgress;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.results.database.ResultsException;
import dev.tradespace.results.database.StorableText;
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

    /** It goes on in a home. */
    void begin(String owner) {
        trainings.begin(state.id(), owner);
        tell(state.at(TrainingState.Status.RUNNING, null, state.peakBytes()));
    }

    /** It is done. */
    void complete(long peakBytes) {
        trainings.complete(state.id(), peakBytes);
        tell(state.at(TrainingState.Status.DONE, state.failure(), peakBytes));
    }

    /** It waits for its next attempt. */
    void rest() {
        trainings.rest(state.id());
        tell(state.at(TrainingState.Status.WAITING, state.failure(), state.peakBytes()));
    }

    /** It has failed. */
    void fail(String reason, boolean worthRetrying) {
        trainings.fail(state.id(), reason, worthRetrying);
        tell(state.at(TrainingState.Status.FAILED, StorableText.reason(reason), state.peakBytes()));
    }

    private void tell(TrainingState now) {
        state = now;
        bus.tell(Topics.TRAINING_CHANGED, new TrainingChanged(sweep, now));
    }
}
