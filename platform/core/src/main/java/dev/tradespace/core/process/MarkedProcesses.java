package dev.tradespace.core.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Processes that carry a mark in their environment, which children inherit: so those are found too whose parent has ended, and which are nobody's
 * descendants any more. Where there is no {@code /proc} none is found.
 */
public final class MarkedProcesses {
    private static final String VARIABLE = "TRADESPACE_PROCESS_MARK";
    private static final Path PROC = Path.of("/proc");
    /** One that is started while the others are looked for is found the next time. */
    private static final int MOST_LOOKS = 5;

    private final String mark;

    private MarkedProcesses(UUID id) {
        mark = VARIABLE + "=" + id;
    }

    /** Of a mark that nobody else has. */
    MarkedProcesses() {
        this(UUID.randomUUID());
    }

    /**
     * Those of what works in a folder: whoever knows the folder can find them, in another process, too.
     *
     * @param directory a folder in which nothing else works
     */
    public static MarkedProcesses in(Path directory) {
        return new MarkedProcesses(
                UUID.nameUUIDFromBytes(directory.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** Marks a process that is to be started. */
    public void put(Map<String, String> environment) {
        environment.put(VARIABLE, mark.substring(VARIABLE.length() + 1));
    }

    /** Kills all that carry the mark. */
    public void kill() {
        for (int look = 0; look < MOST_LOOKS; look++) {
            List<ProcessHandle> found = find();
            if (found.isEmpty()) {
                return;
            }
            found.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** All that carry the mark and run. */
    public List<ProcessHandle> find() {
        List<ProcessHandle> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (isMarked(process)) {
                    Optional<ProcessHandle> handle = ProcessHandle.of(
                            Long.parseLong(process.getFileName().toString()));
                    handle.filter(ProcessHandle::isAlive).ifPresent(found::add);
                }
            }
        } catch (IOException noProc) {
            return List.of();
        }
        return found;
    }

    /** A process that has ended, or is another user's, cannot be read and is not marked. */
    private boolean isMarked(Path process) {
        try {
            String environment =
                    new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1);
            return List.of(environment.split("\0", -1)).contains(mark);
        } catch (IOException unreadable) {
            return false;
        }
    }
}
