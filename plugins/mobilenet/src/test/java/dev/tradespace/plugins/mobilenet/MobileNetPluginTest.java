package dev.tradespace.plugins.mobilenet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.Activation;
import dev.tradespace.api.op.GlobalPool;
import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.training.Recipe;
import dev.tradespace.core.analysis.Analysis;
import dev.tradespace.testkit.ArchitecturePluginContract;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MobileNetPluginTest extends ArchitecturePluginContract {
    @Override
    protected ArchitecturePlugin plugin() {
        return new MobileNetPlugin();
    }

    @TestFactory
    Stream<DynamicTest> buildsEveryVariantAtAWidthNobodyPublished() {
        return plugin().variants().stream()
                .map(variant -> DynamicTest.dynamicTest(variant.name(), () -> {
                    Analysis own = analyse(variant.configuration());
                    Analysis narrow = analyse(set(variant.configuration(), "width", "0.6"));
                    assertEquals(variant.configuration().real("width") > 0.6, narrow.params() < own.params());
                }));
    }

    @TestFactory
    Stream<DynamicTest> buildsEveryVariantForSmallImages() {
        return plugin().variants().stream()
                .map(variant -> DynamicTest.dynamicTest(variant.name(), () -> {
                    Configuration small = set(variant.configuration(), "resolution", "32");
                    assertEquals(
                            analyse(variant.configuration()).params(),
                            analyse(small).params());
                }));
    }

    @Test
    void givesEveryImageNetVariantAHeadline() {
        assertTrue(plugin().variants().stream()
                .filter(variant -> variant.dataset().equals("imagenet-1k"))
                .allMatch(variant -> variant.headline().isPresent()));
    }

    /** At 32 px the published strides leave one position; each one skipped doubles the side. */
    @ParameterizedTest
    @CsvSource({"v1-0.25-128", "v2-0.35", "v3-large-0.75", "v3-small-0.75"})
    void leavesOutTheFirstStridesOnRequest(String name) {
        for (int skipped = 0; skipped <= 3; skipped++) {
            Configuration small = plugin().space()
                    .configure(
                            variant(name).configuration(),
                            Map.of("resolution", "32", "skipStrides", String.valueOf(skipped)));
            Architecture architecture = plugin().build(small);
            Layer last = architecture.layers().stream()
                    .filter(layer -> layer.op() instanceof GlobalPool)
                    .reduce((first, second) -> second)
                    .orElseThrow();
            assertEquals(1 << skipped, last.inputShapes().get(0).height());
            assertEquals(
                    analyse(variant(name).configuration()).params(),
                    analyse(small).params());
        }
    }

    @Test
    void narrowsTheHeadOnRequest() {
        Configuration narrow = set(variant("v2-0.5").configuration(), "narrowHead", "true");
        assertEquals(640, plugin().build(narrow).layer("head.conv1").shape().channels());
        assertEquals(
                1280,
                plugin().build(variant("v2-0.5").configuration())
                        .layer("head.conv1")
                        .shape()
                        .channels());
    }

    @Test
    void leavesOutSqueezeAndExcitationOnRequest() {
        Configuration plain = set(variant("v3-small-1.0").configuration(), "squeezeExcitation", "false");
        assertEquals(
                Set.of("relu", "hard-swish"),
                plugin().build(plain).layers().stream()
                        .filter(layer -> layer.op() instanceof Activation)
                        .map(layer -> layer.op().describe())
                        .collect(Collectors.toSet()));
    }

    @Test
    void widensTheInsideOfABottleneckByTheExpansion() {
        Configuration wide = set(variant("v2-1.0").configuration(), "expansion", "4");
        Architecture architecture = plugin().build(wide);
        assertEquals(
                16,
                architecture.layer("stage2.block1.conv1").inputShapes().get(0).channels());
        assertEquals(64, architecture.layer("stage2.block1.conv1").shape().channels());
        assertEquals(32, architecture.layer("stage1.block1.conv1").shape().channels());
    }

    private Variant variant(String name) {
        return plugin().variants().stream()
                .filter(variant -> variant.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Configuration set(Configuration base, String parameter, String value) {
        return plugin().space().configure(base, Map.of(parameter, value));
    }

    private Analysis analyse(Configuration configuration) {
        return Analysis.of(plugin().build(configuration));
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
        for (Variant variant : new MobileNetPlugin().variants()) {
            assertEquals(recipe, new MobileNetPlugin().recipe(variant.configuration()), variant.name());
        }
    }
}
