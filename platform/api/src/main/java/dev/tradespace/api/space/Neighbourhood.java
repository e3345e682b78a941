package dev.tradespace.api.space;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Steps through a space, for strategies that search it. Every step ends at a point of the space and leaves its start
 * unchanged; whether the point is a network that can be is the family's to say.
 */
public final class Neighbourhood {
    /** So often a real number or one of many is drawn again when it came out as it was. */
    private static final int DRAWS = 8;

    private final SearchSpace space;

    /** Steps through a space. */
    public Neighbourhood(SearchSpace space) {
        this.space = space;
    }

    /**
     * A configuration in which one parameter has another value, drawn evenly among the parameters that count and can
     * have one. What counts only with that value is drawn too. Empty where nothing can change.
     */
    public Optional<Configuration> mutate(Configuration from, RandomGenerator random) {
        List<Parameter> movable = space.parameters().stream()
                .filter(parameter -> from.has(parameter.name()) && isMovable(parameter.domain()))
                .toList();
        if (movable.isEmpty()) {
            return Optional.empty();
        }
        Parameter chosen = movable.get(random.nextInt(movable.size()));
        return other(chosen.domain(), from.values().get(chosen.name()), random).map(value -> {
            Map<String, Object> changed = new LinkedHashMap<>(from.values());
            changed.put(chosen.name(), value);
            return settle(changed, random);
        });
    }

    /**
     * A child that has each parameter from either parent, evenly; what counts in the child and in neither parent is
     * drawn.
     */
    public Configuration crossover(Configuration one, Configuration other, RandomGenerator random) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter parameter : space.parameters()) {
            Object a = one.values().get(parameter.name());
            Object b = other.values().get(parameter.name());
            Object value = b == null || (a != null && random.nextBoolean()) ? a : b;
            if (value != null) {
                values.put(parameter.name(), value);
            }
        }
        return settle(values, random);
    }

    /**
     * Every configuration in which one parameter has another value, in the order of parameters and values; what counts
     * only with that value has its default. Real parameters stay as they are.
     */
    public List<Configuration> neighbours(Configuration from) {
        List<Configuration> neighbours = new ArrayList<>();
        for (Parameter parameter : space.parameters()) {
            Object old = from.values().get(parameter.name());
            if (old != null) {
                for (Object value : parameter.domain().enumerate()) {
                    if (!value.equals(old)) {
                        Map<String, Object> changed = new LinkedHashMap<>(from.values());
                        changed.put(parameter.name(), value);
                        neighbours.add(settle(changed, null));
                    }
                }
            }
        }
        return neighbours;
    }

    private static boolean isMovable(Domain domain) {
        return domain.size().map(size -> size.bitLength() > 1).orElse(true);
    }

    private static Optional<Object> other(Domain domain, @Nullable Object old, RandomGenerator random) {
        for (int i = 0; i < DRAWS; i++) {
            Object value = domain.random(random);
            if (!value.equals(old)) {
                return Optional.of(value);
            }
        }
        return domain.enumerate().stream().filter(value -> !value.equals(old)).findFirst();
    }

    /** The point with these values where they count, and drawn or default ones where others count. */
    private Configuration settle(Map<String, Object> wanted, @Nullable RandomGenerator random) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter parameter : space.parameters()) {
            if (parameter.isActive(values)) {
                Object value = wanted.get(parameter.name());
                if (value == null) {
                    value = random == null
                            ? parameter.defaultValue()
                            : parameter.domain().random(random);
                }
                values.put(parameter.name(), value);
            }
        }
        return new Configuration(values);
    }
}
