package dev.tradespace.app.context;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

class FileProblemTest {
    @Test
    void aFileThatTheSystemRefusesIsNamedWithTheReason() {
        assertEquals("/data/mnist: permission denied", FileProblem.named(new AccessDeniedException("/data/mnist")));
        assertEquals("/a: not yours", FileProblem.named(new AccessDeniedException("/a", null, "not yours")));
        assertEquals("it is no image", FileProblem.named(new IOException("it is no image")));
    }
}
