package dev.tradespace.hardware.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Whether this processor adds two products of 8-bit integers without saturation. On x86 the instructions before VNNI (vpmaddubsw) keep their sum in 16 bits: weights
 * then get 7 bits, so that it always fits.
 *
 * @source Intel 64 and IA-32 Architectures Software Developer's Manual, VPMADDUBSW and VPDPBUSD
 */
public final class IntegerSums {
    private static final int WHOLE = 8;
    private static final int REDUCED = 7;

    private IntegerSums() {}

    /**
     * Bits of weights with which no sum saturates: 7 or 8.
     *
     * @param root of the file system, where {@code proc/cpuinfo} is
     * @param architecture the system property {@code os.arch}
     */
    public static int weightBits(Path root, String architecture) {
        boolean x86 = List.of("amd64", "x86_64", "x86").contains(architecture.toLowerCase(Locale.ROOT));
        if (!x86) {
            return WHOLE;
        }
        try {
            return Files.readAllLines(root.resolve("proc/cpuinfo")).stream()
                            .filter(line -> line.startsWith("flags"))
                            .flatMap(line -> List.of(line.split("\\s+")).stream())
                            .anyMatch(flag -> flag.equals("avx512_vnni") || flag.equals("avx_vnni"))
                    ? WHOLE
                    : REDUCED;
        } catch (IOException notShown) {
            return REDUCED;
        }
    }
}
