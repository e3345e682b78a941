package dev.tradespace.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

class ObstacleTest {
    @Test
    void aFileThatTheSystemRefusesIsNamedWithTheReason() {
        assertEquals("/data/mnist: permission denied", Obstacle.named(new AccessDeniedException("/data/mnist")));
        assertEquals("/a: not yours", Obstacle.named(new AccessDeniedException("/a", null, "not yours")));
        assertEquals("it is no image", Obstacle.named(new IOException("it is no image")));
    }
}
