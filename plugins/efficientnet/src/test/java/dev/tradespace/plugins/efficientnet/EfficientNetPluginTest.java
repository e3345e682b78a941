package dev.tradespace.plugins.efficientnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.op.Activation;
import dev.tradespace.api.op.StochasticDepth;
import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.training.Recipe;
import dev.tradespace.testkit.ArchitecturePluginContract;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EfficientNetPluginTest extends ArchitecturePluginContract {
    private static final Map<String, String> PHI_1 = Map.of("scaling", "compound", "phi", "1");

    @Override
    protected ArchitecturePlugin plugin() {
        return new EfficientNetPlugin();
    }

    @Test
    void givesEveryImageNetVariantAHeadline() {
        assertTrue(plugin().variants().stream()
                .filter(variant -> variant.dataset().equals("imagenet-1k"))
                .allMatch(variant -> variant.headline().isPresent()));
    }

    @Test
    void scalesB0ByOneStepOfPhiToB2() {
        Configuration compound = set(variant("b2"), PHI_1);
        assertEquals(List.of(), plugin().check(compound));
        assertEquals(
                plugin().build(variant("b2")).digest(), plugin().build(compound).digest());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void scalesTheSmallBaseByTheCompoundRule(int phi) {
        Configuration member = variant("small-b" + phi);
        Configuration compound = set(member, Map.of("scaling", "compound", "phi", String.valueOf(phi)));
        assertEquals(List.of(), plugin().check(compound));
        assertEquals(plugin().build(member).digest(), plugin().build(compound).digest());
    }

    @Test
    void asksForAResolutionWithinHalfTheStrideThatIsLeft() {
        Map<String, String> rule = Map.of("scaling", "compound", "phi", "0", "resolution", "37");
        assertEquals(
                List.of("resolution: must be within 4 px of the 32 px of compound scaling (32 x gamma^phi,"
                        + " gamma 1.15, phi 0.0), was 37; scaling=coefficients leaves the resolution free"),
                plugin().check(set(variant("small-b0"), rule)).stream()
                        .map(Problem::toString)
                        .toList());
        assertEquals(List.of(), plugin().check(set(variant("mini"), rule)));
    }

    @Test
    void refusesAResolutionThatCompoundScalingDoesNotAskFor() {
        List<Problem> problems = plugin().check(set(variant("b0"), PHI_1));
        assertEquals(
                List.of("resolution: must be within 16 px of the 258 px of compound scaling (224 x gamma^phi,"
                        + " gamma 1.15, phi 1.0), was 224; scaling=coefficients leaves the resolution free"),
                problems.stream().map(Problem::toString).toList());
    }

    @Test
    void refusesPowersBeyondTheFactorsItAllows() {
        Configuration huge =
                set(variant("b0"), Map.of("scaling", "compound", "phi", "8", "alpha", "1.9", "beta", "1.9"));
        assertEquals(
                List.of("phi", "phi", "resolution"),
                plugin().check(huge).stream().map(Problem::path).toList());
    }

    @Test
    void takesCoefficientsOrPowersButNotBoth() {
        assertThrows(BadConfiguration.class, () -> set(variant("b0"), Map.of("phi", "1")));
        assertThrows(BadConfiguration.class, () -> set(variant("b0"), Map.of("scaling", "compound", "width", "1.1")));
    }

    @Test
    void keepsStemHeadAndOuterStagesOfLite() {
        Architecture wide = plugin().build(variant("lite4"));
        assertEquals(32, wide.layer("stem.conv1").shape().channels());
        assertEquals(1280, wide.layer("head.conv1").shape().channels());
        assertEquals(1, blocks(wide, "stage1"));
        assertEquals(4, blocks(wide, "stage2"));
        assertEquals(1, blocks(wide, "stage7"));
        assertEquals(2, blocks(plugin().build(variant("b4")), "stage7"));
    }

    @Test
    void usesRelu6AndNoExcitationInLite() {
        assertEquals(Set.of("relu6"), activations("lite0"));
        assertEquals(Set.of("silu", "sigmoid"), activations("b0"));
    }

    @Test
    void raisesStochasticDepthFromZeroLinearly() {
        List<Double> rates = plugin().build(variant("b0")).layers().stream()
                .filter(layer -> layer.op() instanceof StochasticDepth)
                .map(layer -> ((StochasticDepth) layer.op()).rate())
                .toList();
        // Of B0's 16 blocks, numbers 2, 4, 6, 7, 9, 10, 12, 13 and 14, from 0, have a shortcut.
        List<Integer> numbers = List.of(2, 4, 6, 7, 9, 10, 12, 13, 14);
        assertEquals(numbers.size(), rates.size());
        for (int i = 0; i < rates.size(); i++) {
            assertEquals(0.2 * numbers.get(i) / 16, rates.get(i), 1e-12);
        }
    }

    @Test
    void leavesOutStochasticDepthAtRateZero() {
        Architecture plain = plugin().build(set(variant("b0"), Map.of("stochasticDepth", "0")));
        assertFalse(plain.layers().stream().anyMatch(layer -> layer.op() instanceof StochasticDepth));
    }

    private static long blocks(Architecture architecture, String stage) {
        return architecture.layers().stream()
                .map(layer -> layer.name().split("\\."))
                .filter(parts -> parts[0].equals(stage))
                .map(parts -> parts[1])
                .distinct()
                .count();
    }

    private Set<String> activations(String variant) {
        return plugin().build(variant(variant)).layers().stream()
                .filter(layer -> layer.op() instanceof Activation)
                .map(layer -> layer.op().describe())
                .collect(Collectors.toSet());
    }

    private Configuration variant(String name) {
        return plugin().variants().stream()
                .filter(variant -> variant.name().equals(name))
                .findFirst()
                .orElseThrow()
                .configuration();
    }

    private Configuration set(Configuration base, Map<String, String> texts) {
        return plugin().space().configure(base, texts);
    }

    @Test
    void trainsEveryVariantWithTheRecipeThatItHasAlwaysHad() {
        Recipe recipe = new Recipe(
                Recipe.Optimizer.ADAMW,
                0.004,
                Recipe.Schedule.ONE_CYCLE,
                0.25,
                0.05,
                128,
                0,
                0,
                0,
                new Recipe.Augmentation(true, 2, 0, 0));
        for (Variant variant : new EfficientNetPlugin().variants()) {
            assertEquals(recipe, new EfficientNetPlugin().recipe(variant.configuration()), variant.name());
        }
    }
}
