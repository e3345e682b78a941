package dev.tradespace.core.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnerMarkTest {
    private static final OwnerMark OWN = OwnerMark.own();

    @Test
    void standsAnywhereInAName() {
        for (String name : new String[] {
            "tradespace-worker-" + OWN.text() + "-123", ".model.onnx." + OWN.text() + ".0.part", OWN.text()
        }) {
            assertEquals(Optional.of(OWN), OwnerMark.in(name), name);
        }
    }

    @Test
    void aNameWithoutAnOwnerHasNone() {
        for (String name : new String[] {"tradespace-worker-123456789", "step-1-2-3", ".model.onnx.part", ""}) {
            assertEquals(Optional.empty(), OwnerMark.in(name), name);
        }
    }

    @Test
    void aProcessThatRunsIsNotDead() {
        assertFalse(OWN.isDead());
    }

    @Test
    void aProcessThatHasEndedIsDead() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("/bin/sh", "-c", "exit").start();
        process.waitFor();
        assertTrue(new OwnerMark(process.pid(), OWN.start(), OWN.place()).isDead());
    }

    @Test
    void aProcessThatHasTheIdOfAnotherIsNotThatOne() {
        assertTrue(new OwnerMark(OWN.pid(), OWN.start() + 1, OWN.place()).isDead());
    }

    @Test
    void nothingIsSureOfAProcessThatCannotBeSeenFromHere() {
        assertFalse(new OwnerMark(OWN.pid(), OWN.start() + 1, "0123456789abcdef").isDead());
    }
}
