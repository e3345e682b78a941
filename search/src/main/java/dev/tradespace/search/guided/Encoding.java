package dev.tradespace.search.guided;

import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Domain;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Encoding of configurations as feature vectors. A choice becomes one feature per option (1/sqrt(2) where it is taken,
 * so that two different options lie 1 apart), a number becomes one feature in [0,1] (of its logarithm where its range
 * spans a factor of 8), a conditional parameter one more that says whether it is active. Choices with the same options
 * (the positions of a chain, the edges of a cell) share the weights of their options and have features that count each
 * option over all of them. A feature's weight is that of its unit (parameter, count, cost) times that of its option.
 */
final class Encoding {
    /** A range of numbers that spans this factor is taken by its logarithm. */
    private static final double LOG_SPAN = 8;

    private static final double HALF = Math.sqrt(0.5);

    private final List<Slot> slots = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private final List<Integer> unitOf = new ArrayList<>();
    private final List<Integer> optionOf = new ArrayList<>();
    private final int parameterUnits;
    private final int countUnits;
    private int units;
    private int options;
    private int costs;

    /** Where a parameter's features are. */
    private record Slot(
            Parameter parameter,
            List<Object> values,
            int first,
            boolean conditional,
            double low,
            double high,
            boolean log) {
        boolean isChoice() {
            return !values.isEmpty();
        }

        int width() {
            return isChoice() ? values.size() : 1;
        }
    }

    /** Choices with the same options, and where their counts are. */
    private record Group(List<Slot> slots, int first) {}

    /**
     * The encoding of a space.
     *
     * @param space what is searched
     * @param costs how many cheap metrics stand beside the parameters
     */
    Encoding(SearchSpace space, int costs) {
        Map<List<Object>, List<Slot>> alike = new LinkedHashMap<>();
        Map<List<Object>, Integer> firstOption = new LinkedHashMap<>();
        for (Parameter parameter : space.parameters()) {
            Slot slot = slot(parameter);
            if (slot != null) {
                slots.add(slot);
                for (int i = 0; i < slot.width(); i++) {
                    unitOf.add(units);
                    optionOf.add(slot.isChoice() ? firstOption(slot, firstOption) + i : -1);
                }
                if (slot.conditional()) {
                    unitOf.add(units);
                    optionOf.add(-1);
                }
                units++;
                if (slot.isChoice()) {
                    alike.computeIfAbsent(slot.values(), any -> new ArrayList<>())
                            .add(slot);
                }
            }
        }
        parameterUnits = units;
        alike.forEach((values, members) -> {
            if (members.size() > 1) {
                groups.add(new Group(members, unitOf.size()));
                for (int i = 0; i < values.size(); i++) {
                    unitOf.add(units);
                    optionOf.add(optionOf.get(members.get(0).first()) + i);
                }
                units++;
            }
        });
        countUnits = units - parameterUnits;
        this.costs = costs;
        for (int i = 0; i < costs; i++) {
            unitOf.add(units++);
            optionOf.add(-1);
        }
    }

    private int firstOption(Slot slot, Map<List<Object>, Integer> firstOption) {
        Integer first = firstOption.get(slot.values());
        if (first == null) {
            first = options;
            firstOption.put(slot.values(), first);
            options += slot.values().size();
        }
        return first;
    }

    private @Nullable Slot slot(Parameter parameter) {
        int first = unitOf.size();
        boolean conditional = parameter.condition() != null;
        Domain domain = parameter.domain();
        if (domain instanceof Domain.Integers numbers && numbers.high() > numbers.low()) {
            return number(parameter, first, conditional, numbers.low(), numbers.high());
        }
        if (domain instanceof Domain.Reals numbers && numbers.high() > numbers.low()) {
            return number(parameter, first, conditional, numbers.low(), numbers.high());
        }
        if (domain instanceof Domain.Choices || domain instanceof Domain.Flags) {
            List<Object> values = domain.enumerate();
            return values.size() > 1 || conditional
                    ? new Slot(parameter, values, first, conditional, 0, 0, false)
                    : null;
        }
        return null;
    }

    private static Slot number(Parameter parameter, int first, boolean conditional, double low, double high) {
        boolean log = low > 0 && high / low >= LOG_SPAN;
        return new Slot(
                parameter, List.of(), first, conditional, log ? Math.log(low) : low, log ? Math.log(high) : high, log);
    }

    /** How many features a configuration has. */
    int features() {
        return unitOf.size();
    }

    /** How many units there are: parameters, then counts, then costs. */
    int units() {
        return units;
    }

    int parameterUnits() {
        return parameterUnits;
    }

    int countUnits() {
        return countUnits;
    }

    /** How many options there are over all kinds of choices. */
    int options() {
        return options;
    }

    /** The unit of a feature. */
    int unit(int feature) {
        return unitOf.get(feature);
    }

    /** The option of a feature, or -1 where it has none. */
    int option(int feature) {
        return optionOf.get(feature);
    }

    /**
     * The features of a configuration.
     *
     * @param scaledCosts the cheap metrics, each about as wide as [-1,1]
     */
    double[] encode(Configuration configuration, double[] scaledCosts) {
        double[] features = new double[features()];
        for (Slot slot : slots) {
            Object value = configuration.values().get(slot.parameter().name());
            if (slot.isChoice()) {
                if (value != null) {
                    features[slot.first() + slot.values().indexOf(value)] = HALF;
                }
            } else {
                features[slot.first()] = value == null ? 0.5 : share(slot, ((Number) value).doubleValue());
            }
            if (slot.conditional()) {
                features[slot.first() + slot.width()] = value == null ? 0 : 1;
            }
        }
        for (Group group : groups) {
            double each = 1 / Math.sqrt(group.slots().size());
            for (Slot slot : group.slots()) {
                for (int i = 0; i < slot.width(); i++) {
                    features[group.first() + i] += features[slot.first() + i] * each;
                }
            }
        }
        System.arraycopy(scaledCosts, 0, features, features.length - costs, costs);
        return features;
    }

    private static double share(Slot slot, double value) {
        double at = slot.log() ? Math.log(value) : value;
        return (at - slot.low()) / (slot.high() - slot.low());
    }
}
