package dev.tradespace.core.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.BadArchitecture;
import dev.tradespace.api.op.Op;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.core.analysis.Analysis;
import dev.tradespace.core.json.ArchitectureJson;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What holds for every operation there is. */
class EveryOperationTest {
    private final ArchitectureJson json = new ArchitectureJson();

    private static Stream<DynamicTest> each(Consumer<Sample> test) {
        return Sample.all().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.op().describe(), () -> test.accept(sample)));
    }

    @Test
    void hasASample() {
        Set<Class<?>> sampled =
                Sample.all().stream().map(sample -> sample.op().getClass()).collect(Collectors.toSet());
        assertEquals(
                Set.of(Op.class.getPermittedSubclasses()),
                sampled,
                "a new operation needs a sample in Sample.all(), and an old one's is to be removed with it");
    }

    @Test
    void hasAKindOfItsOwn() {
        Map<String, Class<?>> kinds = new HashMap<>();
        for (Sample sample : Sample.all()) {
            Class<?> type = sample.op().getClass();
            assertTrue(
                    sample.op().kind().matches("[a-z]+(-[a-z]+)*"), sample.op().kind());
            Class<?> other = kinds.putIfAbsent(sample.op().kind(), type);
            assertTrue(other == null || other.equals(type), sample.op().kind() + " is taken twice");
        }
    }

    @TestFactory
    Stream<DynamicTest> reachesItsOwnCase() {
        return each(sample -> {
            Object reached = sample.op().match((Op.Cases<?>) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {Op.Cases.class},
                    (proxy, method, arguments) -> method.getName() + arguments[0].hashCode()));
            String type = sample.op().getClass().getSimpleName();
            assertEquals(
                    Character.toLowerCase(type.charAt(0))
                            + type.substring(1)
                            + sample.op().hashCode(),
                    reached);
        });
    }

    @TestFactory
    Stream<DynamicTest> takesAsManyInputsAsItSays() {
        return each(sample -> {
            assertTrue(sample.op().minInputs() <= sample.inputs().size());
            assertTrue(sample.op().maxInputs() >= sample.inputs().size());
            assertEquals(
                    sample.op().infer(sample.inputs()), sample.architecture().outputShape());
        });
    }

    @TestFactory
    Stream<DynamicTest> describesItselfForPeople() {
        return each(sample -> assertFalse(sample.op().describe().isBlank()));
    }

    @TestFactory
    Stream<DynamicTest> namesItsWeightsApart() {
        return each(sample -> {
            List<String> names = sample.op().weights(sample.inputs()).stream()
                    .map(WeightSpec::name)
                    .toList();
            assertEquals(names.size(), Set.copyOf(names).size(), names.toString());
        });
    }

    @TestFactory
    Stream<DynamicTest> comesBackFromJsonAsItWas() {
        return each(sample -> {
            Architecture architecture = sample.architecture();
            assertEquals(architecture, json.read(json.write(architecture)));
            changed(sample).values().forEach(other -> {
                Architecture back = json.read(json.write(other.architecture()));
                assertEquals(other.architecture(), back);
                assertEquals(other.architecture().digest(), back.digest());
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> hasAnotherDigestForEachOfItsSettings() {
        return each(sample -> {
            Set<String> digests = new HashSet<>(List.of(sample.architecture().digest()));
            changed(sample).forEach((path, other) -> {
                assertNotEquals(sample.op(), other.op());
                assertTrue(digests.add(other.architecture().digest()), "the digest is blind to " + path);
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> canBeCounted() {
        return each(sample -> {
            Analysis counted = Analysis.of(sample.architecture());
            long weights = sample.architecture().weights().values().stream()
                    .filter(weight -> weight.role().trainable())
                    .mapToLong(WeightSpec::elements)
                    .sum();
            assertEquals(weights, counted.params());
            assertTrue(counted.peakActivationElements()
                    >= sample.architecture().outputShape().elements());
        });
    }

    @Test
    void canBeChangedInEachOfItsSettings() {
        Map<String, Boolean> changeable = new TreeMap<>();
        for (Sample sample : Sample.all()) {
            Set<String> changed = changed(sample).keySet();
            for (String path : Changes.of(sample.op()).keySet()) {
                changeable.merge(sample.op().kind() + ": " + path, changed.contains(path), Boolean::logicalOr);
            }
        }
        changeable.forEach((path, found) ->
                assertTrue(found, () -> "no change of " + path + " fits any sample; add one that allows it"));
    }

    /** For each setting the first change that the other settings and the inputs allow. */
    private static Map<String, Sample> changed(Sample sample) {
        Map<String, Sample> changed = new TreeMap<>();
        Changes.of(sample.op()).forEach((path, others) -> others.stream()
                .map(other -> sample.with((Op) other))
                .filter(EveryOperationTest::fits)
                .findFirst()
                .ifPresent(other -> changed.put(path, other)));
        return changed;
    }

    private static boolean fits(Sample sample) {
        try {
            sample.architecture();
            return true;
        } catch (BadArchitecture misfit) {
            return false;
        }
    }
}
