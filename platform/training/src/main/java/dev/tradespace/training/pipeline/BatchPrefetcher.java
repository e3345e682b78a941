package dev.tradespace.training.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * Prefetches batches: a thread of its own fills the next one while the last is learned from (double buffering). Asked
 * by one thread.
 */
public final class BatchPrefetcher implements AutoCloseable {
    private final TrainingBatches batches;
    private final ImageBatch[] rooms;
    private final Thread thread;
    private long asked;
    private long filled;
    private long released;
    private boolean closed;
    private @Nullable Throwable failure;

    /**
     * Begins to fill.
     *
     * @param step the first to be asked for
     */
    public BatchPrefetcher(TrainingBatches batches, long step) {
        this.batches = batches;
        this.rooms = new ImageBatch[] {batches.room(), batches.room()};
        this.asked = step;
        this.filled = step;
        this.released = step;
        this.thread = new Thread(this::fill, "batches");
        thread.setDaemon(true);
        thread.start();
    }

    /** The batch of the next step; the one that was given before is filled again. */
    public synchronized ImageBatch next() throws InterruptedException {
        released = asked;
        notifyAll();
        while (filled == asked && failure == null) {
            wait();
        }
        if (failure != null) {
            throw new IllegalStateException("the images of step " + (asked + 1) + " cannot be read", failure);
        }
        return room(asked++);
    }

    private ImageBatch room(long step) {
        return rooms[(int) (step % rooms.length)];
    }

    private void fill() {
        try {
            for (long step = filled; awaitRoom(step); step++) {
                batches.fill(step, room(step));
                synchronized (this) {
                    filled = step + 1;
                    notifyAll();
                }
            }
        } catch (Throwable unexpected) {
            // Whatever it is, a damaged disk under the mapping among it, it is for the thread that waits.
            synchronized (this) {
                failure = unexpected;
                notifyAll();
            }
        }
    }

    private synchronized boolean awaitRoom(long step) throws InterruptedException {
        while (!closed && step - released >= rooms.length) {
            wait();
        }
        return !closed;
    }

    /** Ends the thread. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        boolean interrupted = Thread.interrupted();
        try {
            thread.join();
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
