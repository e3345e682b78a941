package dev.tradespace.api.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void knowsItsSizes() {
        Shape shape = Shape.of(64, 56, 28);
        assertEquals(3, shape.rank());
        assertEquals(64, shape.channels());
        assertEquals(56, shape.height());
        assertEquals(28, shape.width());
        assertEquals(28, shape.last());
        assertEquals(64L * 56 * 28, shape.elements());
        assertEquals("64x56x28", shape.toString());
        assertEquals(Shape.of(64, 7, 28), shape.with(1, 7));
    }

    @Test
    void isEqualByItsSizes() {
        assertEquals(Shape.of(2, 3), Shape.of(2, 3));
        assertEquals(Shape.of(2, 3).hashCode(), Shape.of(2, 3).hashCode());
        assertNotEquals(Shape.of(2, 3), Shape.of(3, 2));
        assertNotEquals(Shape.of(6), Shape.of(6, 1));
    }

    @Test
    void cannotBeChangedFromOutside() {
        int[] sizes = {2, 3};
        Shape shape = Shape.of(sizes);
        sizes[0] = 9;
        shape.toArray()[1] = 9;
        assertArrayEquals(new int[] {2, 3}, shape.toArray());
    }

    @Test
    void refusesNoAxesAndSizesBelowOne() {
        assertThrows(IllegalArgumentException.class, Shape::of);
        assertEquals(
                "every size must be at least 1, was [3, 0]",
                assertThrows(IllegalArgumentException.class, () -> Shape.of(3, 0))
                        .getMessage());
    }

    @Test
    void doesNotCountMoreElementsThanALongHolds() {
        assertEquals(1L << 60, Shape.of(1 << 30, 1 << 30).elements());
        assertThrows(ArithmeticException.class, () -> Shape.of(1 << 30, 1 << 30, 1 << 30)
                .elements());
    }
}
