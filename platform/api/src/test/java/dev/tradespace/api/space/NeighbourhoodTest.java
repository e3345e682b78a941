package dev.tradespace.api.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeighbourhoodTest {
    private static final long SEED = 20_261_126;
    private static final SearchSpace SPACE = SearchSpace.of(
            Parameter.choice("kind", "plain", "wide"),
            Parameter.integers("depth", 1, 3, 2),
            Parameter.reals("width", 1, 2, 1.5).when("kind", "wide"),
            Parameter.integers("classes", 10, 10, 10));

    private final Neighbourhood moves = new Neighbourhood(SPACE);
    private final Random random = new Random(SEED);

    @Test
    void mutationChangesOneParameterAndStaysInTheSpace() {
        for (int i = 0; i < 200; i++) {
            Configuration from = SPACE.random(random);
            Map<String, Object> before = Map.copyOf(from.values());
            Configuration child = moves.mutate(from, random).orElseThrow();
            assertTrue(SPACE.contains(child), child.toString());
            assertNotEquals(from, child);
            assertEquals(before, from.values());
            long changed = SPACE.parameters().stream()
                    .map(Parameter::name)
                    .filter(name -> from.has(name) && child.has(name))
                    .filter(name -> !Objects.equals(
                            from.values().get(name), child.values().get(name)))
                    .count();
            assertEquals(1, changed, from + " to " + child);
        }
    }

    @Test
    void mutationOfAPointThatStandsAloneIsEmpty() {
        SearchSpace alone = SearchSpace.of(Parameter.integers("classes", 10, 10, 10));
        assertEquals(Optional.empty(), new Neighbourhood(alone).mutate(alone.defaults(), random));
    }

    @Test
    void aChildHasEachValueFromAParentOrDrawn() {
        for (int i = 0; i < 200; i++) {
            Configuration one = SPACE.random(random);
            Configuration other = SPACE.random(random);
            Configuration child = moves.crossover(one, other, random);
            assertTrue(SPACE.contains(child), child.toString());
            int depth = child.integer("depth");
            assertTrue(depth == one.integer("depth") || depth == other.integer("depth"));
        }
    }

    @Test
    void neighboursAreAllPointsOneValueAway() {
        assertEquals(
                List.of(
                        "classes=10,depth=2,kind=wide,width=1.5",
                        "classes=10,depth=1,kind=plain",
                        "classes=10,depth=3,kind=plain"),
                moves.neighbours(SPACE.defaults()).stream()
                        .map(Configuration::toString)
                        .toList());
    }

    @Test
    void oneSeedGivesOneChild() {
        Configuration from = SPACE.defaults();
        assertEquals(moves.mutate(from, new Random(SEED)), moves.mutate(from, new Random(SEED)));
        assertEquals(
                moves.crossover(from, SPACE.random(new Random(1)), new Random(SEED)),
                moves.crossover(from, SPACE.random(new Random(1)), new Random(SEED)));
    }
}
