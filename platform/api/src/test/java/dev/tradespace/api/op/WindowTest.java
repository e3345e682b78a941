package dev.tradespace.api.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
    private static final Padding.Same SAME = new Padding.Same();

    private static Shape slide(Window window, int height, int width) {
        return window.slide(Shape.of(3, height, width), 8, false);
    }

    @Test
    void slidesAsThePapersTablesSay() {
        assertEquals(
                Shape.of(8, 112, 112), slide(Window.kernel(7).stride(2).padding(3), 224, 224), "the stem of a ResNet");
        assertEquals(Shape.of(8, 149, 149), slide(Window.kernel(3).stride(2), 299, 299), "the stem of Inception-v3");
        assertEquals(
                Shape.of(8, 14, 14), slide(Window.kernel(16).stride(16), 224, 224), "the patches of a ViT of patch 16");
    }

    @Test
    void keepsTheSizeOfAsymmetricKernelsWhenCentred() {
        assertEquals(Shape.of(8, 17, 19), slide(Window.kernel(1, 7).centred(), 17, 19));
        assertEquals(Shape.of(8, 17, 19), slide(Window.kernel(7, 1).centred(), 17, 19));
        assertEquals(Shape.of(8, 17, 13), slide(Window.kernel(1, 7), 17, 19), "unpadded, the width alone shrinks");
    }

    @Test
    void keepsTheSizeOfDilatedKernelsWhenCentred() {
        Window window = Window.kernel(3).dilation(4);
        assertEquals(9, window.spanHeight());
        assertEquals(Shape.of(8, 20, 20), slide(window.centred(), 20, 20));
        assertEquals(Shape.of(8, 12, 12), slide(window, 20, 20));
    }

    @Test
    void padsEachSideByItself() {
        Window window = Window.kernel(3).padding(new Padding.Explicit(0, 1, 2, 0));
        assertEquals(Shape.of(8, 9, 10), slide(window, 10, 10));
    }

    @ParameterizedTest(name = "{0} by kernel {1} stride {2}: {3} before, {4} after")
    @CsvSource({"224, 3, 2, 0, 1", "224, 3, 1, 1, 1", "5, 2, 2, 0, 1", "7, 1, 2, 0, 0", "10, 4, 3, 1, 2"})
    void putsTheLargerHalfOfSamePaddingAtTheEnd(int size, int kernel, int stride, int before, int after) {
        Window window = Window.kernel(kernel).stride(stride).same();
        assertEquals(new Padding.Explicit(before, after, before, after), window.resolve(size, size));
    }

    @Test
    void worksSamePaddingOutForEachAxis() {
        Window window = new Window(3, 5, 2, 1, 1, 1, SAME);
        assertEquals(new Padding.Explicit(0, 1, 2, 2), window.resolve(8, 9));
        assertEquals(Shape.of(8, 4, 9), slide(window, 8, 9));
    }

    @Test
    void refusesAKernelWiderThanItsInput() {
        BadOperation bad =
                assertThrows(BadOperation.class, () -> slide(Window.kernel(3, 8).padding(1, 0), 5, 7));
        assertEquals("kernel 3x8 is wider than its input 3x5x7 (with padding 7x7)", bad.getMessage());
    }

    @Test
    void refusesADilatedKernelWiderThanItsInput() {
        assertThrows(BadOperation.class, () -> slide(Window.kernel(3).dilation(3), 6, 6));
        assertEquals(Shape.of(8, 1, 1), slide(Window.kernel(3).dilation(3), 7, 7));
    }

    @Test
    void refusesAnythingButFeatureMaps() {
        BadOperation bad =
                assertThrows(BadOperation.class, () -> Window.kernel(1).slide(Shape.of(4, 5), 1, false));
        assertEquals("needs a feature map [channels, height, width], was given 4x5", bad.getMessage());
    }

    @Test
    void refusesSizesBelowOne() {
        assertEquals(
                "kernel must be at least 1, was 0x3",
                assertThrows(IllegalArgumentException.class, () -> Window.kernel(0, 3))
                        .getMessage());
        assertEquals(
                "stride must be at least 1, was 0x0",
                assertThrows(IllegalArgumentException.class, () -> Window.kernel(3)
                                .stride(0))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Window.kernel(3).dilation(0));
        assertEquals(
                "padding must be at least 0, was -1, -1, 0, 0",
                assertThrows(IllegalArgumentException.class, () -> Window.kernel(3)
                                .padding(-1, 0))
                        .getMessage());
    }

    @Test
    void readsLikeThePapers() {
        assertEquals("7x7/2 pad 3", Window.kernel(7).stride(2).padding(3).toString());
        assertEquals("1x7 pad 0x3", Window.kernel(1, 7).padding(0, 3).toString());
        assertEquals("3x3/2 same", Window.kernel(3).stride(2).same().toString());
        assertEquals(
                "3x3 dilation 2x2 pad 2", Window.kernel(3).dilation(2).centred().toString());
        assertEquals("3x3/2x1 pad 0,1,0,2", new Window(3, 3, 2, 1, 1, 1, new Padding.Explicit(0, 1, 0, 2)).toString());
        assertEquals("1x1", Window.kernel(1).toString());
    }
}
