package dev.tradespace.server.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folders that processes work in; a worker works in its own. */
final class WorkingFolders {
    private WorkingFolders() {}

    /** Whether a process works in a folder, as far as this user may know; nobody can be asked but on Linux. */
    static boolean isUsed(Path folder) {
        return ProcessHandle.allProcesses().anyMatch(process -> {
            try {
                return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                        .startsWith(folder);
            } catch (IOException anothers) {
                return false;
            }
        });
    }
}
