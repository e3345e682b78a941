package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The platform and its worker are killed in the middle of a measurement: what they leave in the place for temporary files goes at the next start. */
class LeftoversIT {
    @TempDir
    Path home;

    @Test
    void whatAKilledPlatformAndItsWorkerLeaveGoesAtTheNextStart() throws IOException, InterruptedException {
        try (Programs programs = new Programs(home)) {
            Process killed =
                    programs.start("sweep", "--variants", "mobilenet/v1-0.25-*", "--targets", "local-cpu/ort-*");
            Path half = Files.createDirectories(home.resolve("models/unfinished-1"));
            List<Path> left = programs.await(() -> foldersOfAStopped(killed));
            killed.descendants().forEach(ProcessHandle::destroyForcibly);
            killed.destroyForcibly().waitFor();
            assertTrue(left.stream().allMatch(Files::exists), "nobody was left to remove them");

            Process unused = programs.start("serve", "--port", "0");

            programs.await(() -> left.stream().anyMatch(Files::exists) || Files.exists(half)
                    ? Optional.empty()
                    : Optional.of("all gone"));
        }
    }

    /** The platform stands still, so that it cannot tidy up after its worker; lets it go on where no worker is at work. */
    private Optional<List<Path>> foldersOfAStopped(Process platform) throws IOException, InterruptedException {
        if (workers().isEmpty()) {
            return Optional.empty();
        }
        signal("-STOP", platform);
        List<Path> folders = workers();
        if (folders.isEmpty()) {
            signal("-CONT", platform);
            return Optional.empty();
        }
        return Optional.of(folders);
    }

    private static void signal(String signal, Process process) throws IOException, InterruptedException {
        assertEquals(
                0,
                new ProcessBuilder("kill", signal, String.valueOf(process.pid()))
                        .start()
                        .waitFor());
    }

    private List<Path> workers() throws IOException {
        try (Stream<Path> files = Files.list(Programs.temporary(home))) {
            return files.filter(file -> file.getFileName().toString().startsWith("tradespace-worker-"))
                    .toList();
        }
    }
}
