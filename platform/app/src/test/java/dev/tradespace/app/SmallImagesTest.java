package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.arch.Layer;
import dev.tradespace.api.op.GlobalPool;
import dev.tradespace.api.op.Shape;
import dev.tradespace.core.analysis.Analysis;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Family;
import dev.tradespace.core.catalogue.Model;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every family has members that see something in 28 to 64 px and that a few processor cores can train. */
class SmallImagesTest {
    private static final String DATASET = "cifar10";

    private final Catalogue catalogue = Catalogue.load(getClass().getClassLoader(), List.of());

    @TestFactory
    Stream<DynamicTest> buildsAtEverySizeOfSmallImagesAndEveryNumberOfClasses() {
        return small().map(model -> DynamicTest.dynamicTest(model.id().toString(), () -> {
            for (int resolution : new int[] {28, 32, 48, 64}) {
                for (int classes : new int[] {10, 100}) {
                    Architecture built = catalogue
                            .build(model.with(Map.of("resolution", resolution, "classes", classes)))
                            .architecture();
                    assertEquals(Shape.of(3, resolution, resolution), built.inputShape());
                    assertEquals(Shape.of(classes), built.outputShape());
                }
            }
        }));
    }

    /** One position would be a network that only knows what, and not where. */
    @TestFactory
    Stream<DynamicTest> keepsTwoByTwoPositionsAt28() {
        return small().map(model -> DynamicTest.dynamicTest(model.id().toString(), () -> {
            Architecture built =
                    catalogue.build(model.with(Map.of("resolution", 28))).architecture();
            assertTrue(lastMap(built).height() >= 2, () -> model.id() + " ends at " + lastMap(built));
        }));
    }

    @TestFactory
    Stream<DynamicTest> hasBetween50ThousandAnd2MillionParameters() {
        return small().map(model -> DynamicTest.dynamicTest(model.id().toString(), () -> {
            long params = catalogue.build(model).analysis().params();
            assertTrue(params >= 50_000 && params <= 2_000_000, () -> model.id() + " has " + params);
        }));
    }

    @TestFactory
    Stream<DynamicTest> hasAMemberInEveryFamilyThatTrainsInSeconds() {
        return catalogue.families().stream()
                .map(Family::id)
                .map(family -> DynamicTest.dynamicTest(
                        family,
                        () -> assertTrue(
                                catalogue.match(family + "/mini*").stream().anyMatch(this::isMini),
                                () -> family + " has no mini member")));
    }

    /** At 28 px; a transformer works on each of 50 tokens, so that it cannot have few parameters and still fewer multiply-accumulates. */
    private boolean isMini(Model model) {
        Analysis analysis =
                catalogue.build(model.with(Map.of("resolution", 28))).analysis();
        return analysis.params() <= 100_000 && analysis.macs().total() <= 4_100_000;
    }

    private Stream<Model> small() {
        return catalogue.variants().stream()
                .filter(model -> model.variant().dataset().equals(DATASET));
    }

    /** What the last pooling sees, or the map of patches where nothing is pooled. */
    private static Shape lastMap(Architecture architecture) {
        Shape patches = architecture.inputShape();
        Shape pooled = null;
        for (Layer layer : architecture.layers()) {
            if (layer.op() instanceof GlobalPool) {
                pooled = layer.inputShapes().get(0);
            } else if (layer.shape().rank() == 3) {
                patches = layer.shape();
            }
        }
        return pooled == null ? patches : pooled;
    }
}
