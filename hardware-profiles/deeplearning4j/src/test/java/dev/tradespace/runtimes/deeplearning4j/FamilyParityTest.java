package dev.tradespace.runtimes.deeplearning4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.onnx.Reference;
import dev.tradespace.onnx.RestlessWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The small members of all families give in plain SameDiff the logits of their definition. */
final class FamilyParityTest {
    /** The smallest of each family: the plain interpreter is slow. */
    private static final int MEMBERS = 2;

    @TempDir
    Path folder;

    static Stream<Arguments> members() {
        return plugins().flatMap(FamilyParityTest::members);
    }

    private static Stream<ArchitecturePlugin> plugins() {
        return ServiceLoader.load(ArchitecturePlugin.class).stream().map(ServiceLoader.Provider::get);
    }

    private static Stream<Arguments> members(ArchitecturePlugin family) {
        return family.variants().stream()
                .filter(variant -> variant.name().startsWith("small"))
                .map(variant -> member(family, variant))
                .sorted(Comparator.comparing(FamilyParityTest::weights))
                .limit(MEMBERS);
    }

    private static Arguments member(ArchitecturePlugin family, Variant variant) {
        return Arguments.of(family.id() + "/" + variant.name(), family.build(variant.configuration()));
    }

    private static long weights(Arguments member) {
        Architecture architecture = (Architecture) Objects.requireNonNull(member.get()[1]);
        return architecture.weights().values().stream()
                .mapToLong(weight -> weight.elements())
                .sum();
    }

    @Test
    void allFiveFamiliesAreHere() {
        assertEquals(5, plugins().filter(family -> members(family).count() > 0).count());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("members")
    void givesTheLogitsOfItsDefinition(String name, Architecture architecture) throws IOException {
        Path file = folder.resolve("member.fb");
        RestlessWeights weights = new RestlessWeights(5);
        SameDiffWriter.write(architecture, weights, file);
        float[] images = PlainSameDiff.noise(2 * architecture.inputShape().elements(), 2);
        float[] logits = PlainSameDiff.run(file, architecture.inputShape(), images);
        float[] first = Arrays.copyOf(logits, logits.length / 2);
        float[] second = Arrays.copyOfRange(logits, logits.length / 2, logits.length);
        double[] expected = Reference.run(architecture, weights, Arrays.copyOf(images, images.length / 2));
        double spread = PlainSameDiff.spread(expected);
        assertTrue(spread > 1e-3, name + ": the logits hardly differ, by " + spread);
        double error = PlainSameDiff.error(expected, first);
        assertTrue(error < PlainSameDiff.TOLERANCE * Math.max(1, spread), name + ": off by " + error);
        assertTrue(PlainSameDiff.error(expected, second) > 1e-3, name + ": two images give the same logits");
    }
}
