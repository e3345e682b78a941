package dev.tradespace.testkit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.plugin.PublishedFigure;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Domain;
import dev.tradespace.api.space.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Contract of every architecture plugin. Extend it in your plugin's tests and return the plugin:
 *
 * <pre>{@code
 * class MyPluginTest extends ArchitecturePluginContract {
 *     protected ArchitecturePlugin plugin() { return new MyPlugin(); }
 * }
 * }</pre>
 */
public abstract class ArchitecturePluginContract {
    private static final long SEED = 20_261_122;
    private static final int RANDOM_CONFIGURATIONS = 40;
    private static final int OTHER_VALUES = 10;

    /** The plugin under test, a new one at each call. */
    protected abstract ArchitecturePlugin plugin();

    /**
     * The learned parameters of variants as a paper or another implementation counts them, by the variant's name;
     * biases, scales and shifts count, running statistics do not. Override it to have them compared.
     */
    protected Map<String, Long> expectedParameters() {
        return Map.of();
    }

    @Test
    void isFoundByTheServiceLoader() {
        boolean found = ServiceLoader.load(ArchitecturePlugin.class).stream()
                .anyMatch(provider -> provider.type().equals(plugin().getClass()));
        assertTrue(found, "META-INF/services names " + plugin().getClass().getName());
    }

    @Test
    void hasAKebabCaseIdATitleAndADescription() {
        ArchitecturePlugin plugin = plugin();
        assertTrue(plugin.id().matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"), plugin.id());
        assertFalse(plugin.title().isBlank());
        assertFalse(plugin.description().isBlank());
    }

    @Test
    void hasAWebAddressAndAShortSymbolIfAny() {
        ArchitecturePlugin plugin = plugin();
        assertTrue(plugin.link().matches("(https?://[^\\s\"<>]+)?"), plugin.link());
        assertTrue(plugin.symbol().length() <= ArchitecturePlugin.SYMBOL_CHARACTERS, plugin.symbol());
    }

    @Test
    void hasAResolutionAndClassesInItsSpace() {
        for (String name : List.of("resolution", "classes")) {
            Parameter parameter =
                    plugin().space().find(name).orElseGet(() -> fail("the space has no parameter " + name));
            assertTrue(parameter.domain() instanceof Domain.Integers, name + " is a whole number");
            assertTrue(parameter.activation().isEmpty(), name + " always counts");
        }
    }

    @Test
    void explainsEveryParameter() {
        plugin().space()
                .parameters()
                .forEach(parameter -> assertFalse(parameter.meaning().isBlank(), parameter.name()));
    }

    @Test
    void hasVariantsOfDifferentNamesAndConfigurations() {
        List<Variant> variants = plugin().variants();
        assertFalse(variants.isEmpty());
        Set<String> names = new HashSet<>();
        Set<Configuration> configurations = new HashSet<>();
        for (Variant variant : variants) {
            assertTrue(names.add(variant.name()), "taken twice: " + variant.name());
            assertTrue(configurations.add(variant.configuration()), "same as another: " + variant.name());
        }
    }

    @TestFactory
    Stream<DynamicTest> buildsEveryVariant() {
        return eachVariant(variant -> {
            Architecture built = legal(variant.configuration());
            assertEquals(image(variant.configuration()), built.inputShape());
            assertEquals(Shape.of(variant.configuration().classes()), built.outputShape());
            assertEquals(built.digest(), legal(variant.configuration()).digest(), "building twice gives one digest");
        });
    }

    @TestFactory
    Stream<DynamicTest> buildsEveryVariantWithAnotherNumberOfClasses() {
        return eachVariant(variant -> {
            int classes = variant.configuration().classes() == 7 ? 8 : 7;
            Configuration other = with(variant.configuration(), "classes", String.valueOf(classes));
            assertEquals(Shape.of(classes), legal(other).outputShape());
            assertNotEquals(
                    legal(variant.configuration()).digest(), legal(other).digest());
        });
    }

    @TestFactory
    Stream<DynamicTest> buildsEveryVariantAtAnotherLegalResolution() {
        return eachVariant(variant -> {
            Configuration other = anotherResolution(variant.configuration());
            Architecture built = legal(other);
            assertEquals(image(other), built.inputShape());
            assertEquals(legal(variant.configuration()).outputShape(), built.outputShape());
        });
    }

    @TestFactory
    Stream<DynamicTest> hasTheExpectedNumbersOfParameters() {
        return expectedParameters().entrySet().stream()
                .map(expected -> DynamicTest.dynamicTest(expected.getKey(), () -> {
                    Variant variant = plugin().variants().stream()
                            .filter(each -> each.name().equals(expected.getKey()))
                            .findFirst()
                            .orElseGet(() -> fail("there is no variant " + expected.getKey()));
                    long counted = legal(variant.configuration()).weights().values().stream()
                            .filter(tensor -> tensor.role().trainable())
                            .mapToLong(WeightSpec::elements)
                            .sum();
                    assertEquals(expected.getValue(), counted);
                }));
    }

    @TestFactory
    Stream<DynamicTest> hasOneRecipeForEveryVariant() {
        return eachVariant(variant ->
                assertEquals(plugin().recipe(variant.configuration()), plugin().recipe(variant.configuration())));
    }

    @TestFactory
    Stream<DynamicTest> citesEveryPublishedFigure() {
        return eachVariant(variant -> {
            for (PublishedFigure figure : variant.published()) {
                assertTrue(figure.source().length() > 3, "source of " + figure);
                assertTrue(
                        figure.metric() != Metric.ACCURACY || (figure.value() > 0 && figure.value() < 100),
                        "percent: " + figure);
            }
        });
    }

    /** Whatever the space draws is either refused by {@code check} with a reason or builds to the promised shapes. */
    @Test
    void buildsWhatItsSpaceAllows() {
        ArchitecturePlugin plugin = plugin();
        Random random = new Random(SEED);
        int built = 0;
        for (int i = 0; i < RANDOM_CONFIGURATIONS; i++) {
            Configuration drawn = plugin.space().random(random);
            assertTrue(plugin.space().contains(drawn), "drawn from the space: " + drawn);
            if (!plugin.check(drawn).isEmpty()) {
                continue;
            }
            try {
                Architecture architecture = plugin.build(drawn);
                assertEquals(image(drawn), architecture.inputShape(), () -> "seed " + SEED + ", " + drawn);
                assertEquals(
                        Shape.of(drawn.classes()), architecture.outputShape(), () -> "seed " + SEED + ", " + drawn);
                built++;
            } catch (RuntimeException bad) {
                fail("seed " + SEED + ": check() allowed " + drawn + ", but it does not build: " + bad, bad);
            }
        }
        assertTrue(
                built > 0, "check() refused all of " + RANDOM_CONFIGURATIONS + " random configurations, seed " + SEED);
    }

    /** A parameter that changes neither a network nor what is legal is a promise that nobody keeps. */
    @TestFactory
    Stream<DynamicTest> heedsEveryParameter() {
        return plugin().space().parameters().stream()
                .map(parameter -> DynamicTest.dynamicTest(
                        parameter.name(),
                        () -> assertTrue(
                                changesSomething(parameter),
                                () -> "no value of " + parameter.name() + " changed anything, seed " + SEED)));
    }

    private boolean changesSomething(Parameter parameter) {
        ArchitecturePlugin plugin = plugin();
        Random random = new Random(SEED);
        for (Configuration base : bases(plugin, random)) {
            if (base.has(parameter.name())) {
                Object before = consequence(plugin, base);
                for (int i = 0; i < OTHER_VALUES; i++) {
                    String value = String.valueOf(parameter.domain().random(random));
                    if (!consequence(plugin, with(base, parameter.name(), value))
                            .equals(before)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static List<Configuration> bases(ArchitecturePlugin plugin, Random random) {
        List<Configuration> bases = new ArrayList<>();
        plugin.variants().forEach(variant -> bases.add(variant.configuration()));
        for (int i = 0; i < RANDOM_CONFIGURATIONS; i++) {
            bases.add(plugin.space().random(random));
        }
        return bases;
    }

    /** The objections to a configuration, or else the network's digest. */
    private static Object consequence(ArchitecturePlugin plugin, Configuration configuration) {
        List<Problem> problems = plugin.check(configuration);
        return problems.isEmpty() ? plugin.build(configuration).digest() : problems;
    }

    /** A role promises what grows: layers with depth, weights with width, the image with resolution. */
    @TestFactory
    Stream<DynamicTest> growsWithEveryRole() {
        return plugin().space().parameters().stream()
                .filter(parameter -> parameter.role() != null && parameter.role() != Parameter.Role.FAMILY)
                .map(parameter -> DynamicTest.dynamicTest(
                        parameter.name(),
                        () -> assertTrue(
                                grows(parameter),
                                () -> "no larger value of " + parameter.name() + " makes a network larger in "
                                        + parameter.role() + ", seed " + SEED)));
    }

    private boolean grows(Parameter parameter) {
        ArchitecturePlugin plugin = plugin();
        Random random = new Random(SEED);
        boolean grown = false;
        for (Configuration base : bases(plugin, random)) {
            for (int i = 0; i < OTHER_VALUES && base.has(parameter.name()); i++) {
                Object drawn = parameter.domain().random(random);
                Configuration other = with(base, parameter.name(), String.valueOf(drawn));
                double more = number(other, parameter) - number(base, parameter);
                double larger = size(other, parameter) - size(base, parameter);
                assertFalse(more * larger < 0, () -> parameter.role() + " shrinks from " + base + " to " + other);
                grown |= more * larger > 0;
            }
        }
        return grown;
    }

    /** NaN where there is no such network. */
    private double size(Configuration configuration, Parameter parameter) {
        if (!plugin().check(configuration).isEmpty()) {
            return Double.NaN;
        }
        Architecture architecture;
        try {
            architecture = plugin().build(configuration);
        } catch (RuntimeException bad) {
            return Double.NaN; // buildsWhatItsSpaceAllows tells of it
        }
        if (parameter.role() == Parameter.Role.DEPTH) {
            return architecture.layers().size();
        }
        return parameter.role() == Parameter.Role.RESOLUTION
                ? architecture.inputShape().elements()
                : architecture.weights().values().stream()
                        .mapToLong(weight -> weight.shape().elements())
                        .sum();
    }

    private static double number(Configuration configuration, Parameter parameter) {
        return parameter.domain() instanceof Domain.Integers
                ? configuration.integer(parameter.name())
                : configuration.real(parameter.name());
    }

    @Test
    void keepsNoStateBetweenBuilds() {
        ArchitecturePlugin plugin = plugin();
        Configuration first = plugin.variants().get(0).configuration();
        String before = plugin.build(first).digest();
        plugin.variants().forEach(variant -> plugin.build(variant.configuration()));
        assertAll(
                () -> assertEquals(before, plugin.build(first).digest()),
                () -> assertEquals(plugin.variants(), plugin().variants()),
                () -> assertEquals(plugin.space(), plugin().space()));
    }

    private Stream<DynamicTest> eachVariant(Consumer<Variant> test) {
        return plugin().variants().stream()
                .map(variant -> DynamicTest.dynamicTest(variant.name(), () -> test.accept(variant)));
    }

    private Architecture legal(Configuration configuration) {
        ArchitecturePlugin plugin = plugin();
        assertTrue(plugin.space().contains(configuration), () -> "not a point of the space: " + configuration);
        assertEquals(List.of(), plugin.check(configuration), () -> "refused: " + configuration);
        return plugin.build(configuration);
    }

    private Configuration with(Configuration base, String parameter, String value) {
        return plugin().space().configure(base, Map.of(parameter, value));
    }

    private Configuration anotherResolution(Configuration base) {
        ArchitecturePlugin plugin = plugin();
        Domain domain = plugin.space().find("resolution").orElseThrow().domain();
        return domain.enumerate().stream()
                .map(String::valueOf)
                .filter(value -> !value.equals(String.valueOf(base.resolution())))
                .sorted(Comparator.comparingInt(value -> Math.abs(Integer.parseInt(value) - base.resolution() - 32)))
                .map(value -> with(base, "resolution", value))
                .filter(other -> plugin.check(other).isEmpty())
                .findFirst()
                .orElseGet(() -> fail("no other resolution is legal for " + base));
    }

    private static Shape image(Configuration configuration) {
        return Shape.of(3, configuration.resolution(), configuration.resolution());
    }
}
