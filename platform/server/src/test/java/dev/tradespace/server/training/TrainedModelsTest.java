package dev.tradespace.server.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.results.Results;
import dev.tradespace.server.ToyImages;
import dev.tradespace.server.ToyTrainer;
import dev.tradespace.server.Toys;
import dev.tradespace.server.bus.Bus;
import dev.tradespace.server.model.ModelFolders;
import dev.tradespace.server.model.ModelStore;
import dev.tradespace.training.TrainingRequest;
import dev.tradespace.training.score.Logits;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of a trained model that its training left for later. */
class TrainedModelsTest {
    private static final String HOME = "this home";

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final List<ModelFormat> exported = new ArrayList<>();
    private final List<ModelFormat> compared = new ArrayList<>();
    private Optional<String> disagreement = Optional.empty();

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private Results results;

    @SuppressWarnings("NullAway.Init") // Laid out before each test.
    private ToyImages images;

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private ModelStore models;

    @SuppressWarnings("NullAway.Init") // Found before each test.
    private TrainedModels trained;

    @SuppressWarnings("NullAway.Init") // Taken before each test.
    private Lease lease;

    @BeforeEach
    void trainForOnnxOnly() throws Exception {
        results = Toys.store(folder);
        images = new ToyImages(folder);
        models = new ModelStore(folder, (source, model, file) -> {
            exported.add(model.format());
            Files.writeString(file, model.format() + " of " + Files.exists(Path.of(String.valueOf(source.trained()))));
        });
        trained = trained(Toys.catalogue());
        lease = lease("toy/small");
        assertEquals(Optional.empty(), trained.ready(lease, List.of(ModelFormat.ONNX), HOME));
    }

    private TrainedModels trained(Catalogue catalogue) {
        return new TrainedModels(
                folder,
                catalogue,
                results.trainings(),
                models,
                images,
                new ToyTrainer(false),
                this::compare,
                bus,
                InstantSource.system());
    }

    private Lease lease(String variant) throws Exception {
        SweepState unused = Toys.trainingSweep(results, folder, List.of(variant), List.of("toy-cpu/one"));
        return results.jobs()
                .lease(Toys.DEVICE, HOME, Duration.ofHours(1))
                .orElseThrow()
                .lease();
    }

    private Optional<String> compare(ModelFormat format, String precision, Path model, Path prepared, Path answers)
            throws IOException {
        compared.add(format);
        assertTrue(Files.exists(model) && Files.exists(prepared));
        assertEquals(
                ToyTrainer.ANSWERS,
                Logits.read(answers.resolve(TrainingRequest.ANSWERS), ToyTrainer.ANSWERS.classes()));
        return format.equals(Toys.SAMEDIFF) ? disagreement : Optional.empty();
    }

    @AfterEach
    void close() {
        results.close();
        vertx.close();
    }

    private Path file(ModelFormat format) throws IOException {
        Target one = Toys.TARGETS.get(0);
        return trained.file(
                lease.subject(),
                new Target(one.id(), one.device(), one.runtime(), format, one.precision(), 1, 1, one.title()));
    }

    private Path later() throws IOException {
        return file(ModelFormat.ONNX).resolveSibling(Toys.SAMEDIFF.file());
    }

    @Test
    void makesItWhenItIsNeededWithTheGateAndOnlyOnce() throws IOException {
        assertFalse(Files.exists(later()));
        assertEquals(List.of(ModelFormat.ONNX), compared);

        assertEquals(later(), file(Toys.SAMEDIFF));
        assertEquals("samediff of true", Files.readString(file(Toys.SAMEDIFF)));

        assertEquals(List.of(ModelFormat.ONNX, Toys.SAMEDIFF), compared);
        assertEquals(compared, exported);
        assertTrue(Files.exists(later().resolveSibling(TrainingRequest.WEIGHTS)));
    }

    @Test
    void makesAgainWhatWasLetGoWithoutAskingForTheImages() throws IOException {
        Path onnx = file(ModelFormat.ONNX);
        assertTrue(models.keepOnly(Set::of) > 0);
        assertFalse(Files.exists(onnx));
        images.change();

        assertEquals(onnx, file(ModelFormat.ONNX));

        assertTrue(Files.exists(onnx));
        assertEquals(List.of(ModelFormat.ONNX), compared);
    }

    @Test
    void keepsNothingThatDoesNotPassTheGate() throws IOException {
        disagreement = Optional.of("deeplearning4j disagrees");

        IOException refused = assertThrows(IOException.class, () -> file(Toys.SAMEDIFF));

        assertEquals("the trained model did not pass the parity gate: deeplearning4j disagrees", refused.getMessage());
        assertFalse(Files.exists(later()));
        assertTrue(Files.exists(file(ModelFormat.ONNX)), "which has passed");
        disagreement = Optional.empty();
        assertTrue(Files.exists(file(Toys.SAMEDIFF)), "tried again");
    }

    @Test
    void makesNothingThatCannotBeComparedWithTheTrainer() throws IOException {
        images.change();

        IOException refused = assertThrows(IOException.class, () -> file(Toys.SAMEDIFF));

        assertEquals(
                "the model.fb of training 1 is not made yet and could not be compared with the trainer:"
                        + " the images of toy-images have changed",
                refused.getMessage());
        assertEquals(List.of(ModelFormat.ONNX), exported);
        assertTrue(Files.exists(file(ModelFormat.ONNX)));
    }

    @Test
    void goesOnWithTheNetworkOfItsFolderWithoutThePluginThatBuiltIt() throws Exception {
        lease = lease("toy/large");
        RowKey key = lease.subject().key();
        Path place = Files.createDirectories(
                folder.resolve("trainings").resolve(ModelFolders.name(key.architecture(), key.weights())));
        Files.writeString(
                place.resolve(TrainingAttempt.ARCHITECTURE),
                new ArchitectureJson()
                        .write(Toys.catalogue().build(lease.subject().model()).architecture()));
        TrainedModels without = trained(Catalogue.load(ClassLoader.getPlatformClassLoader(), List.of()));
        assertEquals(Optional.empty(), without.ready(lease, List.of(ModelFormat.ONNX), HOME));
        assertTrue(Files.exists(file(ModelFormat.ONNX)));
    }
}
