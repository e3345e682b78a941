package dev.tradespace.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.RandomWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of 2.5 GB leaves a process that has 1 GB, and ONNX Runtime reads it. */
@Tag("long")
final class LargeExportTest {
    @TempDir
    Path folder;

    /** The process that exports; its one argument is the file. */
    static final class Exporter {
        private Exporter() {}

        public static void main(String[] arguments) throws IOException {
            Architecture huge = DeepNetworks.huge();
            OnnxExporter.write(huge, RandomWeights.of(huge, 7), Path.of(arguments[0]));
        }
    }

    @Test
    void aNetworkLargerThanTheHeapIsWrittenAndRuns() throws IOException, InterruptedException, OrtException {
        Path file = folder.resolve("huge.onnx");
        ProcessBuilder exporter = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                Exporter.class.getName(),
                file.toString()));
        // By the environment: a class path of many jars makes a command line too long for some systems.
        exporter.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        assertEquals(0, exporter.inheritIO().start().waitFor());
        assertTrue(Files.size(folder.resolve("huge.onnx.data")) > 2_400_000_000L);
        assertTrue(Files.size(file) < 1_000_000);
        Architecture huge = DeepNetworks.huge();
        try (Session session = Session.open(file)) {
            float[] first = session.run(Session.noise(huge.inputShape().elements(), 1));
            float[] second = session.run(Session.noise(huge.inputShape().elements(), 2));
            assertEquals(1000, first.length);
            assertTrue(Activations.rms(first) > 0.05 && Activations.rms(first) < 50, "rms " + Activations.rms(first));
            assertTrue(OnnxParity.distance(first, second) > 0.01);
        }
    }
}
