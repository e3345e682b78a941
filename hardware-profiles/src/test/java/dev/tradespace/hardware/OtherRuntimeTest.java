package dev.tradespace.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.tradespace.core.measure.InferenceRuntime;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Target;
import dev.tradespace.training.score.Logits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A runtime that the platform does not know comes from a folder of jars and measures beside ONNX Runtime. */
@Timeout(300)
class OtherRuntimeTest {
    @TempDir
    Path directory;

    private ForkedRunner runner(Profiles profiles) {
        return new ForkedRunner(profiles, Map.of(), InstantSource.system());
    }

    private Profiles profilesWithTheToy() throws IOException {
        Path jar = Files.createDirectories(directory.resolve("lib")).resolve("nd4j-toy.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("META-INF/services/" + InferenceRuntime.class.getName()));
            out.write(ToyRuntime.class.getName().getBytes(StandardCharsets.UTF_8));
            for (Class<?> part : ToyRuntime.class.getDeclaredClasses()) {
                add(part, out);
            }
            add(ToyRuntime.class, out);
        }
        return Profiles.builtIn(Runtimes.with(directory.resolve("lib")));
    }

    private static void add(Class<?> type, JarOutputStream jar) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(name));
        try (InputStream bytes = Objects.requireNonNull(type.getResourceAsStream("/" + name))) {
            bytes.transferTo(jar);
        }
    }

    @Test
    void measuresAndAnswersThroughItsOwnClassPath() throws IOException {
        Profiles profiles = profilesWithTheToy();
        Target target = profiles.find("local-cpu/dl4j-fp32-1t").orElseThrow();
        Path model = Files.writeString(directory.resolve("model.fb"), "2");

        Outcome outcome = runner(profiles).measure(model, target, Protocol.QUICK);
        Map<String, String> facts = assertInstanceOf(Outcome.Completed.class, outcome, outcome::toString)
                .reading()
                .environment();
        assertEquals("deeplearning4j toy 1 1", facts.get("runtime"));

        float[] images = new float[2 * 192];
        Arrays.fill(images, 192, 384, 0.5f);
        Answers answers = runner(profiles).answer(model, target, images);
        assertEquals(new Answers.Given(Logits.of(2, 0, 0, 96, 96), "deeplearning4j toy 1 1"), answers);
    }

    @Test
    void withoutItsJarsTheReasonIsTheFailure() throws IOException {
        Target target = profilesWithTheToy().find("local-cpu/dl4j-fp32-1t").orElseThrow();
        Outcome outcome = runner(Profiles.builtIn()).measure(directory, target, Protocol.QUICK);
        assertEquals(
                "Deeplearning4j is not part of this program",
                assertInstanceOf(Outcome.Failed.class, outcome).failure().reason());
    }

    /** An empty jar of the right name promises more than it holds. */
    @Test
    void aFolderWithoutTheRuntimeIsSeenByTheWorker() throws IOException {
        Path lib = Files.createDirectories(directory.resolve("empty"));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(lib.resolve("nd4j-none.jar")))) {
            out.putNextEntry(new JarEntry("nothing"));
        }
        Profiles profiles = Profiles.builtIn(Runtimes.with(lib));
        Target target = profiles.find("local-cpu/dl4j-fp32-1t").orElseThrow();
        Outcome outcome = runner(profiles).measure(directory, target, Protocol.QUICK);
        assertEquals(
                "there is no runtime deeplearning4j on the worker's class path",
                assertInstanceOf(Outcome.Failed.class, outcome).failure().reason());
    }
}
