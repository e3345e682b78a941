package dev.tradespace.server.lane;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who may use a device now: its lane, for a model that it prepares or measures, or somebody who was asked for something
 * that would disturb that. First come, first served. Any thread; blocks.
 */
public final class DeviceTurns {
    private final Map<String, ReentrantLock> devices = new ConcurrentHashMap<>();

    /**
     * Uses a device, however long it takes until it is free.
     *
     * @throws InterruptedException if the thread is interrupted before it is
     */
    <T> T use(String device, Callable<T> work) throws Exception {
        ReentrantLock turn = turn(device);
        turn.lockInterruptibly();
        try {
            return work.call();
        } finally {
            turn.unlock();
        }
    }

    /**
     * Uses a device if it is free soon.
     *
     * @param patience how long is waited for that
     * @return what the work gave; empty if it was not free
     * @throws InterruptedException if the thread is interrupted before it is
     */
    public <T> Optional<T> useWithin(String device, Duration patience, Callable<T> work) throws Exception {
        ReentrantLock turn = turn(device);
        if (!turn.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.call());
        } finally {
            turn.unlock();
        }
    }

    private ReentrantLock turn(String device) {
        return devices.computeIfAbsent(device, first -> new ReentrantLock(true));
    }
}
