package dev.tradespace.runtimes.tflite;

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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The small members of all families give in a plain interpreter the logits of their definition. */
final class FamilyParityTest {
    /** The smallest of each family: the reference is slow. */
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
        Path file = folder.resolve("member.tflite");
        RestlessWeights weights = new RestlessWeights(5);
        TfliteFiles.write(architecture, weights, file);
        float[] images = PlainTflite.noise(2 * architecture.inputShape().elements(), 2);
        PlainTflite.Answer answer = PlainTflite.answer(file, architecture.inputShape(), images);
        float[] logits = answer.outputs();
        float[] first = Arrays.copyOf(logits, logits.length / 2);
        float[] second = Arrays.copyOfRange(logits, logits.length / 2, logits.length);
        double[] expected = Reference.run(architecture, weights, Arrays.copyOf(images, images.length / 2));
        double spread = PlainTflite.spread(expected);
        assertTrue(spread > 1e-3, name + ": the logits hardly differ, by " + spread);
        double error = PlainTflite.error(expected, first);
        assertTrue(error < PlainTflite.TOLERANCE, name + ": off by " + error);
        assertTrue(PlainTflite.error(expected, second) > 1e-3, name + ": two images give the same logits");
        assertEquals(
                Set.of(),
                answer.operators().stream()
                        .filter(operator -> operator != PlainTflite.DELEGATE && operator != PlainTflite.STRIDED_SLICE)
                        .collect(Collectors.toSet()),
                "operators that XNNPACK does not take; of slices it takes those without steps");
    }
}
