package dev.tradespace.server.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.core.file.OwnerMark;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.results.Results;
import dev.tradespace.server.Toys;
import dev.tradespace.server.inventory.Inventory.Disposable;
import dev.tradespace.server.inventory.Inventory.Finding;
import dev.tradespace.server.model.ModelFolders;
import dev.tradespace.server.model.ModelStore;
import dev.tradespace.server.training.DatasetProvider;
import dev.tradespace.training.TrainingRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryScanTest {
    private static final OwnerMark OWN = OwnerMark.own();
    private static final String DEAD = new OwnerMark(OWN.pid(), OWN.start() + 1, OWN.place()).text();

    @TempDir
    private Path folder;

    private Path home = Path.of("");
    private String temporary = "";

    @SuppressWarnings("NullAway.Init") // Opened before each test.
    private Results results;

    @BeforeEach
    void open() throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        temporary = System.setProperty(
                "java.io.tmpdir", Files.createDirectories(folder.resolve("tmp")).toString());
        results = Toys.store(home);
    }

    @AfterEach
    void close() {
        System.setProperty("java.io.tmpdir", temporary);
        results.close();
    }

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Inventory examine() {
        return InventoryScan.of(home, results, DatasetProvider.EMPTY);
    }

    private Set<String> disposable(Inventory inventory) {
        Set<String> names = new TreeSet<>();
        inventory
                .disposables()
                .forEach(each -> names.add(folder.relativize(each.path()).toString()));
        return names;
    }

    private static boolean hasProblem(Inventory inventory) {
        return inventory.findings().stream().anyMatch(Finding::problem);
    }

    private static long bytes(Inventory inventory, Inventory.Kind kind) {
        return inventory.stocks().stream()
                .filter(stock -> stock.kind() == kind)
                .mapToLong(Inventory.Stock::bytes)
                .sum();
    }

    @Test
    void anOrderlyHomeHasNothingToLetGo() throws IOException {
        file("home/logs/tradespace.log", "text");
        file("home/trainings/unknown/checkpoint-1.bin", "numbers");
        Inventory inventory = examine();
        assertEquals(Set.of(), disposable(inventory));
        assertFalse(hasProblem(inventory), inventory::toString);
        assertTrue(inventory.store().orElseThrow().database().startsWith("H2 "));
        assertTrue(Integer.parseInt(inventory.store().orElseThrow().schema()) >= 3);
        assertEquals(4, bytes(inventory, Inventory.Kind.LOGS));
        assertTrue(inventory.findings().toString().contains("no training in the database knows"));
    }

    @Test
    void whatDeadProcessesHaveLeftCanGoAndTheRestStays() throws IOException {
        file("tmp/tradespace-worker-" + DEAD + "-1/model.onnx", "half");
        file("tmp/tradespace-worker-" + OWN.text() + "-1/model.onnx", "half");
        file("tmp/tradespace-worker-123/model.onnx", "of an earlier version, and new");
        file("home/models/unfinished-" + DEAD + "-1/model.onnx", "half");
        file("home/models/unfinished-" + OWN.text() + "-1/model.onnx", "half");
        file("home/prepared/.abc-8.data." + DEAD + ".1.part", "half");
        file("home/datasets/mnist/.train.gz.part", "a download goes on with it");

        Inventory inventory = examine();

        Set<String> expected = new TreeSet<>(Set.of(
                "tmp/tradespace-worker-" + DEAD + "-1",
                "home/models/unfinished-" + DEAD + "-1",
                "home/prepared/.abc-8.data." + DEAD + ".1.part"));
        assertEquals(expected, disposable(inventory));
        assertEquals(12, inventory.freeable());
        Inventory blind = InventoryScan.withoutStore(home, new Finding(true, "the database is damaged", "mend it"));
        assertEquals(expected, disposable(blind));
        assertEquals("the database is damaged", blind.findings().get(0).what());

        List<Disposable> gone = Cleaning.leftovers(inventory);

        assertEquals(3, gone.size());
        assertEquals(Set.of(), disposable(examine()));
        assertTrue(Files.exists(folder.resolve("tmp/tradespace-worker-123")));
    }

    @Test
    void whatAnEarlierVersionHasLeftGoesWhenItIsOldAndNobodyWorksInIt() throws IOException {
        Path old = file("tmp/tradespace-samediff-123/model.sdz", "half").getParent();
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        assertEquals(Set.of("tmp/tradespace-samediff-123"), disposable(examine()));
    }

    @Test
    void modelsThatNoJobWaitsForCanGoButNeverWhatWasLearnt() throws IOException {
        ModelStore models = new ModelStore(home, (source, format, file) -> Files.writeString(file, "graph"));
        file("home/models/abc-random-7/model.onnx", "graph");
        file("home/models/abc-trained-7/" + TrainingRequest.WEIGHTS, "learnt");
        file("home/models/abc-trained-7/model.onnx", "graph");
        Inventory inventory = examine();
        assertEquals(
                Set.of("home/models/abc-random-7/model.onnx", "home/models/abc-trained-7/model.onnx"),
                disposable(inventory));

        assertEquals(2, Cleaning.all(inventory, models, results).size());

        assertFalse(Files.exists(home.resolve("models/abc-random-7")));
        assertTrue(Files.exists(home.resolve("models/abc-trained-7/" + TrainingRequest.WEIGHTS)));
    }

    @Test
    void modelsThatAJobWaitsForStay() throws Exception {
        long unused = Toys.sweep(results, List.of("toy/small"), List.of("toy-cpu/one"))
                .id();
        Lease lease = results.jobs()
                .lease(Toys.DEVICE, "home", Duration.ofHours(1))
                .orElseThrow()
                .lease();
        String name = ModelFolders.name(
                lease.subject().key().architecture(), lease.subject().key().weights());
        file("home/models/" + name + "/model.onnx", "graph");
        file("home/prepared/abc-8.data", "images");
        assertEquals(Set.of(), disposable(examine()));
    }

    @Test
    void imagesThatNoTrainingUsedCanGo() throws IOException {
        file("home/prepared/abc-8.data", "images");
        assertEquals(Set.of("home/prepared/abc-8.data"), disposable(examine()));
    }

    @Test
    void whatIsLeftOfATrainingThatIsDoneCanGoAndAMissingModelIsSaid() throws Exception {
        long unused = Toys.trainingSweep(results, home, List.of("toy/small"), List.of("toy-cpu/one"))
                .id();
        Lease lease = results.jobs()
                .lease(Toys.DEVICE, "home", Duration.ofHours(1))
                .orElseThrow()
                .lease();
        TrainingState training = results.trainings()
                .find(
                        lease.subject().key().architecture(),
                        lease.subject().key().weights())
                .orElseThrow();
        String name = ModelFolders.name(training.architecture(), training.weights());
        file("home/trainings/" + name + "/checkpoint-1.bin", "numbers");
        assertEquals(Set.of(), disposable(examine()), "it goes on from there");

        results.trainings().begin(training.id(), "home");
        results.trainings().complete(training.id(), 1);
        assertEquals(Set.of(), disposable(examine()), "all that there is of its model");
        assertTrue(hasProblem(examine()));

        file("home/models/" + name + "/" + TrainingRequest.WEIGHTS, "learnt");
        assertEquals(Set.of("home/trainings/" + name), disposable(examine()));
        assertFalse(hasProblem(examine()));
    }
}
