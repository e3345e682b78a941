package dev.tradespace.training.dl4j.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads of the replicas: each does its part of a step, and all wait for each other. The first part is done by the
 * thread that asks.
 */
final class ReplicaThreads implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();
    private @Nullable IntConsumer work;
    private long round;
    private int busy;
    private boolean closed;
    private @Nullable Throwable failure;

    /**
     * A crew.
     *
     * @param size how many pieces, at least 1
     */
    ReplicaThreads(int size) {
        for (int i = 1; i < size; i++) {
            int piece = i;
            Thread thread = new Thread(() -> serve(piece), "replica " + piece);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    /** Does all pieces and returns when the last is done. */
    void work(IntConsumer pieces) {
        if (threads.isEmpty()) {
            pieces.accept(0);
            return;
        }
        synchronized (this) {
            work = pieces;
            busy = threads.size();
            round++;
            notifyAll();
        }
        Throwable own = attempt(pieces, 0);
        synchronized (this) {
            awaitOthers();
            Throwable first = own == null ? failure : own;
            failure = null;
            if (first instanceof Error error) {
                throw error;
            } else if (first instanceof RuntimeException exception) {
                throw exception;
            }
        }
    }

    /**
     * The pieces are milliseconds long, and nobody may touch their arrays before they end: an interrupt has to wait.
     */
    private synchronized void awaitOthers() {
        boolean interrupted = false;
        while (busy > 0) {
            try {
                wait();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable Throwable attempt(IntConsumer pieces, int piece) {
        try {
            pieces.accept(piece);
            return null;
        } catch (Throwable failed) {
            // Whatever it is, it is for the thread that asked.
            return failed;
        }
    }

    private void serve(int piece) {
        long seen = 0;
        while (true) {
            IntConsumer pieces;
            synchronized (this) {
                while (round == seen && !closed) {
                    try {
                        wait();
                    } catch (InterruptedException ended) {
                        return;
                    }
                }
                if (closed || work == null) {
                    return;
                }
                seen = round;
                pieces = work;
            }
            Throwable failed = attempt(pieces, piece);
            synchronized (this) {
                failure = failure == null ? failed : failure;
                busy--;
                notifyAll();
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
