package dev.tradespace.training.dl4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class ReplicaThreadsTest {
    @Test
    void doesEveryPieceOnceARoundAndWaitsForAll() {
        try (ReplicaThreads crew = new ReplicaThreads(3)) {
            AtomicIntegerArray done = new AtomicIntegerArray(3);
            for (int round = 1; round <= 1000; round++) {
                crew.work(done::incrementAndGet);
                for (int piece = 0; piece < 3; piece++) {
                    assertEquals(round, done.get(piece));
                }
            }
        }
    }

    @Test
    void passesOnWhatAPieceMetAndGoesOn() {
        try (ReplicaThreads crew = new ReplicaThreads(2)) {
            for (int broken = 0; broken < 2; broken++) {
                int which = broken;
                IllegalStateException failure = assertThrows(
                        IllegalStateException.class,
                        () -> crew.work(piece -> {
                            if (piece == which) {
                                throw new IllegalStateException("piece " + piece);
                            }
                        }));
                assertEquals("piece " + which, failure.getMessage());
            }
            crew.work(piece -> {});
        }
    }
}
