package dev.tradespace.api.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class WindowPropertyTest {
    /** Counts positions one by one, along one axis. */
    private static int count(int size, int before, int after, int span, int stride, boolean ceil) {
        int steps = 0;
        int padded = size + before + after;
        for (int start = 0; ; start += stride) {
            boolean whole = start + span <= padded;
            boolean previousReachedTheEnd = start > 0 && start - stride + span >= padded;
            boolean partialCounts = ceil && !previousReachedTheEnd && start < size + before;
            if (!whole && !partialCounts) {
                return steps;
            }
            steps++;
        }
    }

    @Property
    void slidesToAsManyPositionsAsCountingFinds(
            @ForAll @IntRange(min = 1, max = 40) int height,
            @ForAll @IntRange(min = 1, max = 40) int width,
            @ForAll @IntRange(min = 1, max = 7) int kernel,
            @ForAll @IntRange(min = 1, max = 5) int stride,
            @ForAll @IntRange(min = 1, max = 3) int dilation,
            @ForAll @IntRange(max = 3) int before,
            @ForAll @IntRange(max = 3) int after,
            @ForAll boolean ceil) {
        Window window = new Window(
                kernel, kernel, stride, stride, dilation, dilation, new Padding.Explicit(before, after, before, after));
        int span = window.spanHeight();
        Assume.that(span <= Math.min(height, width) + before + after && Math.max(before, after) < span);
        assertEquals(
                Shape.of(
                        5,
                        count(height, before, after, span, stride, ceil),
                        count(width, before, after, span, stride, ceil)),
                window.slide(Shape.of(2, height, width), 5, ceil));
    }

    @Property
    void samePaddingMakesTheCeilingOfInputByStride(
            @ForAll @IntRange(min = 1, max = 300) int size,
            @ForAll @IntRange(min = 1, max = 11) int kernel,
            @ForAll @IntRange(min = 1, max = 6) int stride,
            @ForAll @IntRange(min = 1, max = 3) int dilation) {
        Window window = Window.kernel(kernel).stride(stride).dilation(dilation).same();
        int expected = (size + stride - 1) / stride;
        assertEquals(Shape.of(1, expected, expected), window.slide(Shape.of(1, size, size), 1, false));
        Padding.Explicit pads = window.resolve(size, size);
        assertTrue(pads.bottom() - pads.top() >= 0 && pads.bottom() - pads.top() <= 1, pads.toString());
    }
}
