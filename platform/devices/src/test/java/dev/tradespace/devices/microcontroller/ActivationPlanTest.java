package dev.tradespace.devices.microcontroller;

import static dev.tradespace.api.op.Window.kernel;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Shape;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Model;
import dev.tradespace.devices.microcontroller.ActivationPlan.Placed;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ActivationPlanTest {
    @Test
    void countsTheImageAndNothingThatIsFusedOrDoneInPlace() {
        Flow x = Flow.input(Shape.of(3, 4, 4))
                .conv(8, kernel(3).padding(1))
                .batchNorm()
                .relu()
                .globalAveragePool()
                .flatten();

        ActivationPlan plan = ActivationPlan.of(x.architecture());

        assertEquals(3 * 16 + 8 * 16, plan.peakBytes());
        assertEquals(3, plan.tensors().size(), "image, convolution and what is pooled");
    }

    @Test
    void keepsAShortcutUntilItIsAddedAndAddsInPlace() {
        Flow x = Flow.input(Shape.of(3, 4, 4))
                .conv(8, kernel(3).padding(1))
                .batchNorm()
                .relu();
        Flow y = x.conv(8, kernel(3).padding(1))
                .batchNorm()
                .relu()
                .conv(8, kernel(3).padding(1));

        ActivationPlan plan = ActivationPlan.of(y.add(x).relu().architecture());

        assertEquals(3 * 8 * 16, plan.peakBytes(), "shortcut, input and output of the second convolution");
    }

    @Test
    void placesNoTwoTensorsThatLiveAtOnceOverEachOther() {
        try (Catalogue catalogue = Catalogue.load(getClass().getClassLoader(), List.of())) {
            for (Model model : catalogue.variants()) {
                ActivationPlan plan = ActivationPlan.of(catalogue.build(model).architecture());
                assertEquals(List.of(), overlaps(plan.tensors()), model.id().toString());
                assertTrue(
                        plan.peakBytes() >= mostAlive(plan.tensors()),
                        model.id().toString());
            }
        }
    }

    private static List<String> overlaps(List<Placed> tensors) {
        return IntStream.range(0, tensors.size())
                .boxed()
                .flatMap(i -> tensors.subList(i + 1, tensors.size()).stream()
                        .filter(other -> overlap(tensors.get(i), other))
                        .map(other -> tensors.get(i) + " and " + other))
                .toList();
    }

    private static boolean overlap(Placed one, Placed other) {
        return one.from() <= other.to()
                && other.from() <= one.to()
                && one.offset() < other.offset() + other.bytes()
                && other.offset() < one.offset() + one.bytes();
    }

    private static long mostAlive(List<Placed> tensors) {
        int steps = tensors.stream().mapToInt(Placed::to).max().orElse(0);
        return IntStream.rangeClosed(0, steps)
                .mapToLong(step -> tensors.stream()
                        .filter(tensor -> tensor.from() <= step && step <= tensor.to())
                        .mapToLong(Placed::bytes)
                        .sum())
                .max()
                .orElse(0);
    }
}
