package dev.tradespace.core.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProcessStateTest {
    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void aProcessThatStopsItselfIsStopped() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/proc/self/stat")), "only Linux says");
        Process process = new ProcessBuilder("/bin/sh", "-c", "sleep 100 & kill -STOP $!; echo $!; wait").start();
        try {
            long stopped = Long.parseLong(String.valueOf(process.inputReader().readLine()));
            // The signal is sent by now, but may not have been heard.
            while (!ProcessState.isStopped(stopped)) {
                assertTrue(ProcessHandle.of(stopped).isPresent(), "it only stops");
                Thread.onSpinWait();
            }
            assertEquals(
                    0,
                    new ProcessBuilder("kill", "-9", String.valueOf(stopped))
                            .start()
                            .waitFor());
        } finally {
            ForkedWorker.kill(process);
        }
    }

    @Test
    void thisOneIsNotNorIsOneThatIsGone() {
        assertFalse(ProcessState.isStopped(ProcessHandle.current().pid()));
        assertFalse(ProcessState.isStopped(Long.MAX_VALUE));
    }
}
