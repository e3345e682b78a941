package dev.tradespace.search.guided;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EncodingTest {
    @Test
    void differentOptionsLieOneApartAndShareTheirWeights() {
        SearchSpace space = SearchSpace.of(Parameter.choice("a", "x", "y", "z"), Parameter.choice("b", "x", "y", "z"));
        Encoding encoding = new Encoding(space, 0);
        double[] one = encoding.encode(space.configure(Map.of("a", "x")), new double[0]);
        double[] other = encoding.encode(space.configure(Map.of("a", "z")), new double[0]);
        double squared = 0;
        for (int f = 0; f < 6; f++) {
            squared += (one[f] - other[f]) * (one[f] - other[f]);
        }
        assertEquals(1, squared, 1e-12);
        assertEquals(encoding.option(1), encoding.option(4));
        assertEquals(encoding.option(1), encoding.option(7), "the counts of the options");
        assertEquals(3, encoding.units());
        assertEquals(3, encoding.options());
    }

    @Test
    void numbersLieOnTheirScaleAndWhatDoesNotCountInTheMiddle() {
        SearchSpace space = SearchSpace.of(
                Parameter.integers("width", 1, 64, 8),
                Parameter.integers("depth", 10, 20, 15),
                Parameter.flag("deep", true),
                Parameter.reals("phi", 0, 4, 1).when("deep", true));
        Encoding encoding = new Encoding(space, 1);
        double half = Math.sqrt(0.5);
        assertArrayEquals(
                new double[] {0.5, 0.5, 0, half, 0.25, 1, 0.7},
                encoding.encode(space.defaults(), new double[] {0.7}),
                1e-12);
        assertArrayEquals(
                new double[] {0.5, 0.5, half, 0, 0.5, 0, 0.7},
                encoding.encode(space.configure(Map.of("deep", false)), new double[] {0.7}),
                1e-12);
    }
}
