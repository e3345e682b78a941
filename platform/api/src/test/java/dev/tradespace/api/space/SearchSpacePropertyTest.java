package dev.tradespace.api.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.check.Problem;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SearchSpacePropertyTest {
    /** Countable spaces of up to six parameters, about half of them on a condition. */
    @Provide
    Arbitrary<SearchSpace> countable() {
        return Arbitraries.randomValue(random -> space(random, false));
    }

    /** The same with real parameters among them. */
    @Provide
    Arbitrary<SearchSpace> any() {
        return Arbitraries.randomValue(random -> space(random, true));
    }

    private static SearchSpace space(Random random, boolean reals) {
        List<Parameter> parameters = new ArrayList<>();
        int count = random.nextInt(7);
        for (int i = 0; i < count; i++) {
            Parameter parameter = parameter("p" + i, random.nextInt(reals ? 4 : 3), random);
            if (i > 0 && random.nextBoolean()) {
                Parameter other = parameters.get(random.nextInt(i));
                List<Object> values = new ArrayList<>(other.domain().enumerate());
                if (!values.isEmpty()) {
                    Collections.shuffle(values, random);
                    parameter = parameter.when(
                            other.name(),
                            values.subList(0, 1 + random.nextInt(values.size())).toArray());
                }
            }
            parameters.add(parameter);
        }
        return new SearchSpace(parameters);
    }

    private static Parameter parameter(String name, int kind, Random random) {
        int low = random.nextInt(9) - 4;
        return switch (kind) {
            case 0 -> Parameter.integers(name, low, low + random.nextInt(7), 1 + random.nextInt(3), low);
            case 1 -> Parameter.choice(name, Arrays.copyOf(new String[] {"a", "b", "c"}, 1 + random.nextInt(3)));
            case 2 -> Parameter.flag(name, random.nextBoolean());
            default -> Parameter.reals(name, low, low + random.nextDouble(), low);
        };
    }

    @Property
    void hasAGridOfItsSizeWhosePointsAreAllItsOwnAndAllDifferent(@ForAll("countable") SearchSpace space) {
        Set<Configuration> points = new HashSet<>();
        for (Configuration point : space.grid()) {
            assertTrue(space.contains(point), () -> point + " is no point of " + space);
            assertTrue(points.add(point), () -> point + " came twice");
        }
        assertEquals(Optional.of(BigInteger.valueOf(points.size())), space.size());
        assertTrue(points.contains(space.defaults()));
        Random random = new Random(5);
        for (int i = 0; i < 20; i++) {
            assertTrue(points.contains(space.random(random)), "every random point is on the grid");
        }
    }

    @Property
    void containsItsDefaultsAndWhatIsDrawnFromIt(@ForAll("any") SearchSpace space, @ForAll long seed) {
        assertTrue(space.contains(space.defaults()));
        Configuration drawn = space.random(new Random(seed));
        assertTrue(space.contains(drawn), drawn::toString);
        assertEquals(drawn, space.random(new Random(seed)), "the same seed draws the same");
        assertEquals(drawn, space.configure(drawn.values()));
    }

    @Property
    void readsBackWhatItWrites(@ForAll("any") SearchSpace space, @ForAll long seed) {
        Configuration drawn = space.random(new Random(seed));
        Map<String, String> texts = new TreeMap<>();
        drawn.values().forEach((name, value) -> texts.put(name, value.toString()));
        assertEquals(drawn, space.configure(space.defaults(), texts));
    }

    @Property
    void layingSettingsOverABaseKeepsWhatStillCountsAndDropsTheRest(
            @ForAll("any") SearchSpace space, @ForAll long seed) {
        Random random = new Random(seed);
        Configuration base = space.random(random);
        if (space.parameters().isEmpty()) {
            return;
        }
        Parameter changed =
                space.parameters().get(random.nextInt(space.parameters().size()));
        Object value = changed.domain().random(random);
        Map<String, String> setting = Map.of(changed.name(), value.toString());
        if (!base.has(changed.name())) {
            assertThrows(BadConfiguration.class, () -> space.configure(base, setting));
            return;
        }
        Configuration laid = space.configure(base, setting);
        assertTrue(space.contains(laid), laid::toString);
        assertEquals(value, laid.values().get(changed.name()));
        laid.values().forEach((name, kept) -> {
            if (!name.equals(changed.name())) {
                Object expected = base.has(name)
                        ? base.values().get(name)
                        : space.find(name).orElseThrow().defaultValue();
                assertEquals(expected, kept, name);
            }
        });
    }

    @Property
    void reportsAProblemForEveryBadSetting(@ForAll("any") SearchSpace space, @ForAll long seed) {
        Random random = new Random(seed);
        Map<String, String> texts = new TreeMap<>();
        List<String> bad = new ArrayList<>();
        for (Parameter parameter : space.parameters()) {
            if (random.nextBoolean()) {
                texts.put(parameter.name(), "?");
                bad.add(parameter.name());
            }
        }
        texts.put("stranger", "1");
        bad.add("stranger");
        List<Problem> problems = assertThrows(BadConfiguration.class, () -> space.configure(space.defaults(), texts))
                .problems();
        assertEquals(
                Set.copyOf(bad), Set.copyOf(problems.stream().map(Problem::path).toList()));
        assertEquals(bad.size(), problems.size(), "each once");
        assertNotEquals(0, problems.size());
    }
}
