package dev.tradespace.training.dl4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.op.Shape;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.weights.WeightsFile;
import dev.tradespace.training.worker.ForkedSameDiffExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SameDiff;

class ForkedSameDiffExportTest {
    private static final Architecture NETWORK =
            Flow.input(Shape.of(3, 8, 8)).globalAveragePool().flatten().dense(4).architecture();

    @TempDir
    Path folder;

    @Test
    void leavesAModelThatDeeplearning4jLoads() throws IOException {
        Path architecture = Files.writeString(folder.resolve("a.json"), new ArchitectureJson().write(NETWORK));
        Path weights = folder.resolve("w.safetensors");
        WeightsFile.write(weights, NETWORK.weights().values(), RandomWeights.of(NETWORK, 1), Map.of());
        Path model = folder.resolve("model.sdz");
        new ForkedSameDiffExport(ForkedClassPath.JARS).write(architecture, weights, model);
        assertEquals(1, SameDiff.load(model.toFile(), false).inputs().size());
    }

    @Test
    void passesOnTheReasonOfARefusalAndLeavesNothing() throws IOException {
        Path architecture = Files.writeString(folder.resolve("a.json"), "{}");
        Path model = folder.resolve("model.sdz");
        IOException refusal = assertThrows(IOException.class, () -> new ForkedSameDiffExport(ForkedClassPath.JARS)
                .write(architecture, folder.resolve("none"), model));
        assertTrue(
                String.valueOf(refusal.getMessage())
                        .startsWith("the export to SameDiff failed: " + architecture + " is no architecture"),
                refusal::getMessage);
        assertFalse(Files.exists(model));
    }
}
