package dev.tradespace.hardware;

import dev.tradespace.hardware.runtime.Runtimes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The runtimes of tests: ONNX Runtime as it was built before this module. */
final class TestRuntimes {
    private static final String NAME = "tradespace-onnxruntime";

    /** ONNX Runtime alone, whatever else is built at the same time. */
    static final Runtimes ONNX = Runtimes.builtIn(folder());

    private TestRuntimes() {}

    private static Path folder() {
        Path built = Path.of(System.getProperty("tradespace.runtimes")).resolve(NAME);
        if (!Files.isDirectory(built)) {
            throw new IllegalStateException(built + " is not there; `mvn -q -Pquick -pl hardware-profiles -am package`"
                    + " from the root of the project builds it");
        }
        try {
            Path folder =
                    Files.createDirectories(Path.of("target/runtimes-of-tests").toAbsolutePath());
            Path link = folder.resolve(NAME);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, built.toAbsolutePath());
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
