package dev.tradespace.training;

import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.TrainingProgress;

/**
 * Learns the weights of a network from a prepared dataset. {@code TrainerContract} says how every trainer behaves.
 *
 * <p>After every epoch a trainer leaves a checkpoint in the request's folder, whole or not at all; asked again with the
 * same request it goes on from there, and with a budget of epochs it then ends with the very weights of a training that
 * was never interrupted.
 */
public interface Trainer {
    /**
     * Trains; blocks until it has ended. Never throws for anything that a network, data, a worker or a machine can do:
     * that is a {@link TrainingEnd.Failed}. An interrupt stops the training at its last checkpoint, restores the flag,
     * and is a {@link TrainingEnd.Stopped}.
     */
    TrainingEnd train(TrainingRequest request, Listener listener);

    /** Hears how a training goes, on the thread that trains or waits. */
    interface Listener {
        /** About twice a second. */
        void progress(TrainingProgress progress);

        /**
         * After each epoch; after a resumption first those that the checkpoint knows, for who listens may have lost
         * what he heard.
         */
        void epoch(EpochPoint point);
    }
}
