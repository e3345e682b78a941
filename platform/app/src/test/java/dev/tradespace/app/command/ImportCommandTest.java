package dev.tradespace.app.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.RandomWeights;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.weights.WeightsFile;
import dev.tradespace.server.model.ModelStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    private static final String MODEL = "resnet/mini";
    private static final long SEED = 9;

    @TempDir
    Path home;

    private final StringWriter err = new StringWriter();

    private String run(int expected, String... args) {
        StringWriter out = new StringWriter();
        int code = TradespaceCommandLine.commandLine(Map.of("TRADESPACE_HOME", home.toString()))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
        assertEquals(expected, code, err.toString());
        return out.toString();
    }

    /** The weights of a seed under names of somebody else's, and the map from ours to theirs. */
    private Path theirs(Path map) throws IOException {
        Path file = home.resolve("theirs.safetensors");
        StringBuilder names = new StringBuilder();
        try (Catalogue catalogue = Catalogue.load(getClass().getClassLoader(), List.of())) {
            Architecture network = catalogue.build(catalogue.model(MODEL)).architecture();
            RandomWeights weights = RandomWeights.of(network, SEED);
            List<WeightSpec> renamed = network.weights().values().stream()
                    .map(ours -> new WeightSpec("net." + ours.name(), ours.role(), ours.shape(), ours.fanIn()))
                    .toList();
            renamed.forEach(spec -> names.append(spec.name().substring(4) + ": " + spec.name() + "\n"));
            Weights given = new Weights() {
                @Override
                public String id() {
                    return "theirs";
                }

                @Override
                public float[] values(WeightSpec tensor) {
                    return weights.values(
                            new WeightSpec(tensor.name().substring(4), tensor.role(), tensor.shape(), tensor.fanIn()));
                }
            };
            WeightsFile.write(file, renamed, given, Map.of());
        }
        Files.writeString(map, names);
        return file;
    }

    @Test
    void measuresAndExportsAModelWithTheWeightsOfAFile() throws IOException {
        Path map = home.resolve("map.yaml");
        String file = theirs(map).toString();
        JsonNode imported = JsonOutput.mapper()
                .readTree(run(0, "import", MODEL, "--weights", file, "--map", map.toString(), "--json"));
        String id = imported.path("id").asText();
        String digest = imported.path("sha256").asText();
        assertEquals(MODEL + "@imported:" + digest.substring(0, 16), id);
        assertEquals(
                id + ": from " + file + ", SHA-256 " + digest,
                run(0, "import", MODEL, "--weights", file, "--map", map.toString())
                        .lines()
                        .findFirst()
                        .orElseThrow());

        assertHolds(digest);
        Path exported = home.resolve("imported.onnx");
        assertTrue(run(0, "export", id, "--out", exported.toString()).contains("with the weights imported:"));
        assertTrue(Files.size(exported) > 0);

        JsonNode row = JsonOutput.mapper()
                .readTree(run(0, "sweep", "--variants", id, "--targets", "local-cpu/ort-fp32-1t", "--json"))
                .path("rows")
                .path(0);
        assertEquals("imported:" + digest.substring(0, 16), row.path("weights").asText());
        assertEquals(MODEL, row.path("variant").asText());
        assertTrue(row.path("failure").isNull(), row::toString);
        assertEquals("it was not scored", row.path("accuracy").path("reason").asText(), row::toString);
    }

    /** The home has every tensor under our names, with the file's name and digest. */
    private void assertHolds(String digest) throws IOException {
        try (Catalogue catalogue = Catalogue.load(getClass().getClassLoader(), List.of())) {
            Architecture network = catalogue.build(catalogue.model(MODEL)).architecture();
            String id = "imported:" + digest.substring(0, 16);
            WeightsFile kept = WeightsFile.open(
                    ModelStore.weights(home, network.digest(), id).orElseThrow(), id);
            assertEquals(Map.of("importedFrom", "theirs.safetensors", "sha256", digest), kept.metadata());
            assertEquals(List.of(), kept.check(network.weights().values()));
            RandomWeights expected = RandomWeights.of(network, SEED);
            for (WeightSpec tensor : network.weights().values()) {
                assertArrayEquals(expected.values(tensor), kept.values(tensor), tensor.name());
            }
        }
    }

    @Test
    void refusesWhatDoesNotFitWithEveryReason() throws IOException {
        Path map = home.resolve("map.yaml");
        String file = theirs(map).toString();
        run(CommandFailure.REFUSED, "import", MODEL, "--weights", file);
        assertTrue(err.toString().contains("the file has no such tensor"), err::toString);
        Files.writeString(map, "nonsense: a\nmore: b\n");
        run(CommandFailure.REFUSED, "import", MODEL, "--weights", file, "--map", map.toString());
        assertTrue(
                err.toString().contains("nonsense: is no tensor of the network; more: is no tensor of the network"),
                err::toString);
        run(CommandFailure.REFUSED, "import", MODEL, "--weights", map.toString());
        assertTrue(err.toString().contains("is no file of weights (safetensors)"), err::toString);
        run(CommandFailure.REFUSED, "sweep", "--variants", MODEL + "@imported:0123456789abcdef");
        assertTrue(
                err.toString().contains("there are no weights imported:0123456789abcdef of " + MODEL), err::toString);
    }
}
