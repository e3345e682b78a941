package dev.tradespace.hardware.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Small files of /proc and /sys, of which any may be missing on another system. */
final class KernelFiles {
    private KernelFiles() {}

    /** The lines of a file; none where it is not shown. */
    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException notShown) {
            return List.of();
        }
    }

    /** The number that is all of a file; empty where it is not shown. */
    static OptionalLong number(Path file) {
        try {
            return OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException notShown) {
            return OptionalLong.empty();
        }
    }
}
