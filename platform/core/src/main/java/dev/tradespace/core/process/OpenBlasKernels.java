package dev.tradespace.core.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which kernels OpenBLAS is to be told to use. It knows a processor by its model, and takes one that is younger than itself for an older one: AMD's with AVX-512 for
 * a Haswell, whose vectors are half as wide and which has no kernels for small matrices.
 */
public final class OpenBlasKernels {
    /** The variable of the environment that OpenBLAS reads when it is loaded. */
    public static final String VARIABLE = "OPENBLAS_CORETYPE";

    private static final String AVX512 = "SkylakeX";
    /** What a compiler may use for a Skylake with AVX-512, and so what is in those kernels. */
    private static final Set<String> NEEDED =
            Set.of("avx2", "fma", "avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl");

    private OpenBlasKernels() {}

    /** Sets the variable in a worker's environment, where that is known to be better than what OpenBLAS finds by itself and nobody has set it. */
    public static void choose(Map<String, String> environment) {
        choice(processors(), environment).ifPresent(kernels -> environment.put(VARIABLE, kernels));
    }

    /**
     * The kernels to ask for.
     *
     * @param processors lines of Linux's {@code /proc/cpuinfo}, or none
     * @param environment what a user has set there stays
     * @return AVX-512's for a processor by AMD that has all that they need; nothing for others, Intel's among them, which OpenBLAS knows
     */
    static Optional<String> choice(List<String> processors, Map<String, String> environment) {
        if (environment.containsKey(VARIABLE)
                || !first(processors, "vendor_id").equals("AuthenticAMD")
                || !new HashSet<>(Arrays.asList(first(processors, "flags").split(" "))).containsAll(NEEDED)) {
            return Optional.empty();
        }
        return Optional.of(AVX512);
    }

    /** The first processor speaks for all. */
    private static String first(List<String> processors, String key) {
        return processors.stream()
                .filter(line -> line.substring(0, Math.max(0, line.indexOf(':')))
                        .strip()
                        .equals(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static List<String> processors() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo"));
        } catch (IOException notLinux) {
            return List.of();
        }
    }
}
