package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The platform's own class path, as the launcher has it, holds no runtime and no runtime's native library. */
class PlatformClassPathIT {
    private static final String NATIVE = ".*(onnxruntime|nd4j|openblas|opencv|onednn|mkldnn)[^/]*\\.(so|dll|dylib).*";

    @Test
    void holdsNoRuntime() throws IOException {
        List<Path> jars;
        try (Stream<Path> found = Files.list(Path.of("target/lib"))) {
            jars = found.toList();
        }
        assertTrue(jars.size() > 20, jars::toString);
        for (Path path : jars) {
            try (JarFile jar = new JarFile(path.toFile())) {
                List<String> runtimes = jar.stream()
                        .map(Object::toString)
                        .filter(name -> name.matches(NATIVE)
                                || name.startsWith("dev/tradespace/runtimes/")
                                || name.startsWith("ai/onnxruntime/")
                                || name.startsWith("org/nd4j/"))
                        .toList();
                assertEquals(List.of(), runtimes, path.toString());
            }
        }
    }
}
