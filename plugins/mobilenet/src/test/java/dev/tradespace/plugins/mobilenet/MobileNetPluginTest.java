package dev.tradespace.plugins.mobilenet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.op.Activation;
import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.core.analysis.Analysis;
import dev.tradespace.testkit.ArchitecturePluginContract;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

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
    void givesEveryVariantAHeadline() {
        assertTrue(plugin().variants().stream()
                .allMatch(variant -> variant.headline().isPresent()));
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
}
