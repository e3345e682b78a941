package dev.tradespace.training.dl4j.executor;

import static dev.tradespace.api.op.Window.kernel;

import dev.tradespace.api.arch.Flow;
import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.Window;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions over all channels, on maps small and large, first in a network and in the middle of it. */
class ConvolutionsTest {
    static Stream<Arguments> convolutions() {
        return Stream.of(
                Arguments.of(8, kernel(3).padding(1), 6, false),
                Arguments.of(26, kernel(3).padding(1), 6, true),
                Arguments.of(25, kernel(5).padding(2), 17, false),
                Arguments.of(25, kernel(3, 1).padding(1, 0), 9, false),
                Arguments.of(26, kernel(3), 6, true),
                Arguments.of(26, kernel(3).stride(2).padding(1), 5, true),
                Arguments.of(27, kernel(3).stride(2).same(), 5, false),
                Arguments.of(26, kernel(3).same(), 5, false),
                Arguments.of(6, kernel(1), 7, true),
                Arguments.of(7, kernel(1).same(), 20, false),
                Arguments.of(7, kernel(1).stride(2), 5, true),
                Arguments.of(8, kernel(4).stride(4), 16, true));
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void agreeWithTheDefinitionInTheMiddle(int size, Window window, int channels, boolean bias) {
        Flow x = Flow.input(Shape.of(3, size, size)).biasedConv(4, kernel(3).padding(1));
        check(x.apply(new Convolution(channels, window, 1, bias)));
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void agreeWithTheDefinitionAtTheImages(int size, Window window, int channels, boolean bias) {
        check(Flow.input(Shape.of(3, size, size)).apply(new Convolution(channels, window, 1, bias)));
    }

    /**
     * Where vectors are wide enough these go by minimal filtering; the last has maps of which fewer than a batch are
     * worked on at once.
     */
    @ParameterizedTest
    @CsvSource({"8, 16, 16, 1", "6, 32, 16, 1", "10, 16, 48, 0", "8, 16, 32, 2", "34, 16, 16, 1"})
    void agreeWithTheDefinitionOnManyChannels(int size, int in, int out, int padding) {
        Flow x = Flow.input(Shape.of(3, size, size)).biasedConv(in, kernel(1));
        check(x.apply(new Convolution(out, kernel(3).padding(padding), 1, padding > 1)));
    }

    private static void check(Flow x) {
        new ReferenceCheck(x.globalAveragePool().flatten().dense(4).architecture()).assertRight();
    }
}
