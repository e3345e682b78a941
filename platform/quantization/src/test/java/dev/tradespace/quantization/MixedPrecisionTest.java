package dev.tradespace.quantization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.op.Convolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MixedPrecisionTest {
    private final Architecture network = FoldedNetwork.of(
                    Networks.convolutional(), Networks.settled(Networks.convolutional()))
            .architecture();
    private final Placement all = Placement.of(network, Map.of());

    /** Each layer in integers costs as many points as its place in the order from the last. */
    private List<Map.Entry<String, Double>> sensitivities() {
        List<Map.Entry<String, Double>> found = new ArrayList<>();
        List<String> kernels = new ArrayList<>(all.kernels());
        for (int i = kernels.size() - 1; i >= 0; i--) {
            found.add(Map.entry(kernels.get(i), (double) i));
        }
        return found;
    }

    @Test
    void keepsTheFewestOfTheMostSensitiveLayersInFloats() throws Exception {
        List<String> order = sensitivities().stream().map(Map.Entry::getKey).toList();
        for (int needed = 1; needed <= 3; needed++) {
            int fewest = needed;
            Placement found = new MixedPrecision(network, sensitivities())
                    .placement(1, placement -> placement.reasons().size() >= fewest ? 0.5 : 2)
                    .orElseThrow();
            assertEquals(Set.copyOf(order.subList(0, needed)), found.reasons().keySet());
            String reason = String.valueOf(found.reasons().get(order.get(0)));
            assertTrue(reason.startsWith("since its integers alone change the answers"), reason);
        }
    }

    @Test
    void goesNoFurtherThanHalfOfTheWork() throws Exception {
        Placement found = new MixedPrecision(network, sensitivities())
                .placement(1, placement -> 5)
                .orElseThrow();
        assertTrue(!found.reasons().isEmpty() && found.kernels().size() > 1, found::toString);
    }

    /** What a rectification follows has no scale of its own, a join has where all that it reads has. */
    @Test
    void placesScalesWhereRuntimesWantThem() {
        network.inferenceLayers().stream()
                .filter(layer -> layer.op() instanceof Convolution)
                .forEach(layer -> assertTrue(all.kernels().contains(layer.name()), layer::name));
        String stem = network.inferenceLayers().get(1).name();
        String relu = network.inferenceLayers().get(2).name();
        assertTrue(!all.scaled().contains(stem) && all.scaled().contains(relu), all::toString);
        Placement kept = Placement.of(network, Map.of(stem, "since it is asked for"));
        assertEquals(Map.of(stem, "since it is asked for"), kept.reasons());
        assertTrue(kept.scaled().contains(relu), "the next convolution reads integers all the same");
    }
}
