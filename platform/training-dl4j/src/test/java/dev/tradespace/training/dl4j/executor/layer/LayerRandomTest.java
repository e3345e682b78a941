package dev.tradespace.training.dl4j.executor.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LayerRandomTest {
    /** Trainings that go on from a checkpoint depend on it. */
    @Test
    void givesTheDrawsOfAStepThatItHasAlwaysGiven() {
        long[] step = {5};
        LayerRandom random = new LayerRandom(7, 3, () -> step[0]);
        random.begin();
        assertEquals(0.13658857f, random.next());
        assertEquals(0.1337353f, random.next());
        step[0] = 6;
        random.begin();
        assertEquals(0.7926519f, random.next());
    }
}
