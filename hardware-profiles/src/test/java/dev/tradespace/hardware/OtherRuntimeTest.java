package dev.tradespace.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Shape;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Target;
import dev.tradespace.hardware.runtime.BrokenRuntime;
import dev.tradespace.hardware.runtime.FormatWriters;
import dev.tradespace.hardware.runtime.Runtimes;
import dev.tradespace.training.score.Logits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A runtime that the platform does not know, with a format and a precision of its own, comes as a jar of the home. */
@Timeout(300)
class OtherRuntimeTest {
    @TempDir
    Path home;

    private Runtimes runtimes() {
        return Runtimes.none().with(home.resolve("runtimes"), home.resolve("cache"));
    }

    private static ForkedRunner runner(Profiles profiles) {
        return new ForkedRunner(profiles, Map.of(), InstantSource.system());
    }

    private static Architecture network(int classes) {
        return Flow.input(Shape.of(3, 8, 8)).flatten().dense(classes).architecture();
    }

    private static FormatWriters.Request request(int classes, Path file) {
        return new FormatWriters.Request(network(classes), null, "random:1", "int8", null, file, Map.of());
    }

    @Test
    void writesMeasuresAndAnswersThroughItsOwnClassPath() throws IOException {
        ToyJar.write(home.resolve("runtimes/toy.jar"));
        Profiles profiles = Profiles.builtIn(runtimes());
        Target target = profiles.find("local-cpu/toy-int8").orElseThrow();
        assertEquals(ToyRuntime.FORMAT, target.format());

        Path model = home.resolve(target.format().file(target.precision()));
        assertEquals("model-int8.toy", model.getFileName().toString());
        profiles.runtimes().writers().write(target.format(), request(2, model));
        assertEquals("2", Files.readString(model));

        Outcome outcome = runner(profiles).measure(model, target, Protocol.QUICK);
        Map<String, String> facts = assertInstanceOf(Outcome.Completed.class, outcome, outcome::toString)
                .reading()
                .environment();
        assertEquals("toy 1 1 1 of 1 option", facts.get("runtime"));

        float[] images = new float[2 * 192];
        Arrays.fill(images, 192, 384, 0.5f);
        Answers answers = runner(profiles).answer(model, target, images);
        assertEquals(new Answers.Given(Logits.of(2, 0, 0, 96, 96), "toy 1 1 1 of 1 option"), answers);
    }

    @Test
    void writesWhatAModelTellsOfItself() throws IOException {
        ToyJar.write(home.resolve("runtimes/toy.jar"));
        Path model = home.resolve("model.toy");
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("classes", "cat,dog");
        metadata.put("author", "nobody");
        runtimes()
                .writers()
                .write(
                        ToyRuntime.FORMAT,
                        new FormatWriters.Request(network(2), null, "random:1", "fp32", null, model, metadata));
        assertEquals("2\nclasses=cat,dog\nauthor=nobody", Files.readString(model));
    }

    @Test
    void aJarIsAskedOnceUntilItChanges() throws IOException {
        broken("numbered", BrokenRuntimes.Numbered.class);
        String first = version();
        assertEquals(first, version(), "kept");
        broken("numbered", BrokenRuntimes.Numbered.class, "Another title");
        String changed = version();
        assertNotEquals(first, changed);
        assertEquals(changed, version());
        try (Stream<Path> kept = Files.list(home.resolve("cache"))) {
            for (Path file : kept.toList()) {
                Files.writeString(
                        file, "{\"format\":2}\n{\"request\":\"describe {}\",\"answer\":{\"contents\":{\"no\":1}}}\n");
            }
        }
        assertNotEquals(changed, version(), "what cannot be read is asked again");
    }

    private String version() {
        return runtimes().find("numbered").orElseThrow().version();
    }

    @Test
    void aRuntimeThatFailedOrIsNotForThisMachineIsAskedAgain() throws IOException {
        broken("elsewhere", BrokenRuntimes.Elsewhere.class);
        broken("failing", BrokenRuntimes.Failing.class);
        assertEquals(1, runtimes().broken().size());
        assertEquals(1, runtimes().broken().size());
        assertTrue(Files.notExists(home.resolve("cache")));
    }

    @Test
    void saysInItsOwnWordsWhatItCannotWrite() throws IOException {
        ToyJar.write(home.resolve("runtimes/toy/first.jar"));
        Path file = home.resolve("model.toy");
        IOException refused =
                assertThrows(IOException.class, () -> runtimes().writers().write(ToyRuntime.FORMAT, request(10, file)));
        assertEquals(
                "the export to toy failed: a toy has at most 9 classes, this network has 10", refused.getMessage());
        assertTrue(Files.notExists(file));
    }

    @Test
    void aRuntimeThatIsNotForThisMachineOrWhoseFilesNothingWritesIsAnUnavailableTarget() throws IOException {
        broken("elsewhere", BrokenRuntimes.Elsewhere.class);
        broken("unwritten", BrokenRuntimes.Unwritten.class);
        Profiles profiles = Profiles.builtIn(runtimes());
        assertEquals(List.of(), profiles.targets());
        assertEquals(
                List.of(
                        "it needs a machine that nobody has",
                        "nothing here writes unwritten files in fp32, which unwritten reads"),
                profiles.unavailable().stream().map(UnavailableTarget::reason).toList());
        Target target = profiles.unavailable().get(0).target();
        Outcome outcome = runner(profiles).measure(home, target, Protocol.QUICK);
        assertEquals(
                "it needs a machine that nobody has",
                assertInstanceOf(Outcome.Failed.class, outcome).failure().reason());
    }

    @Test
    void whatIsNoRuntimeIsNamedWithItsReasonAndTheOthersWork() throws IOException {
        ToyJar.write(home.resolve("runtimes/b-toy.jar"));
        ToyJar.write(home.resolve("runtimes/c-toy-again.jar"));
        broken("d-misnaming", BrokenRuntimes.Misnaming.class);
        broken("e-failing", BrokenRuntimes.Failing.class);
        Files.writeString(home.resolve("runtimes/f-text.jar"), "no jar at all");
        Runtimes runtimes = runtimes();
        assertEquals(1, runtimes.all().size());
        List<String> broken = runtimes.broken().stream()
                .map(BrokenRuntime::toString)
                .map(each -> each.substring("BrokenRuntime[name=".length(), each.length() - 1))
                .toList();
        assertEquals(4, broken.size(), broken::toString);
        assertTrue(broken.contains("c-toy-again.jar, reason=there is a runtime toy already"), broken::toString);
        assertTrue(
                broken.stream()
                        .anyMatch(each -> each.startsWith("d-misnaming")
                                && each.contains("its format other has the file model.onnx")),
                broken::toString);
        assertTrue(
                broken.stream()
                        .anyMatch(each -> each.startsWith("e-failing")
                                && each.endsWith(
                                        "its plugin failed: java.lang.IllegalStateException: it would rather not say")),
                broken::toString);
        assertEquals(4, Profiles.builtIn(runtimes).broken().size(), "a person is told of them beside broken profiles");
    }

    /** A user's profile names what is not there, or more than the runtime has. */
    @Test
    void aProfileIsHeldToWhatItsRuntimeHas() throws IOException {
        ToyJar.write(home.resolve("runtimes/toy.jar"));
        Files.writeString(Files.createDirectories(home.resolve("profiles")).resolve("mine.yaml"), """
            device: local-cpu
            targets:
              - {name: a, title: A, runtime: toy, precision: fp16, threads: 3}
              - {name: b, title: B, runtime: openvino, precision: fp32, threads: 1}
            """);
        Profiles profiles = Profiles.load(home.resolve("profiles"), runtimes(), 4);
        assertEquals(
                List.of(
                        "/targets/0/precision: must be fp32 or int8, was fp16",
                        "/targets/0/threads: must be at most 2, as many as Toy can be given",
                        "/targets/1/runtime: must be toy, the runtimes that are here, was openvino"),
                profiles.broken().get(0).problems().stream()
                        .map(Object::toString)
                        .toList());
    }

    private void broken(String name, Class<?> runtime) throws IOException {
        broken(name, runtime, "Broken");
    }

    private void broken(String name, Class<?> runtime, String title) throws IOException {
        String id = name.replaceFirst("^.-", "");
        ToyJar.write(home.resolve("runtimes/" + name + ".jar"), runtime, List.of(), """
            device: local-cpu
            targets:
              - {name: %s, title: %s, runtime: %s, precision: fp32, threads: 1}
            """.formatted(id, title, id));
    }
}
