package dev.tradespace.search.strategy;

import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Domain;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.Parameter.Role;
import dev.tradespace.api.space.SearchSpace;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compound coefficients: how much of each doubling of a network's cost goes to each role. Depth multiplies the cost by
 * itself, width and resolution by their squares, so that {@code alpha * beta^2 * gamma^2 = 2} where the shares sum to 1
 * and {@code alpha = 2^depth}, {@code beta = 2^(width/2)}, {@code gamma = 2^(resolution/2)}.
 *
 * @param shares by role, summing to 1
 * @source Tan &amp; Le 2019, "EfficientNet: Rethinking model scaling for convolutional neural networks", equation 3
 */
record ScalingCoefficients(Map<Role, Double> shares) {
    /** Digits of a real factor: networks round to whole channels and layers anyway. */
    private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

    ScalingCoefficients {
        shares = new LinkedHashMap<>(shares);
    }

    /**
     * Every way of sharing out between roles in steps: with 4 steps and three roles 15 of them, (1/4, 1/4, 1/2) near
     * the published one.
     */
    static List<ScalingCoefficients> grid(Iterable<Role> roles, int steps) {
        List<Map<Role, Integer>> parts = new ArrayList<>(List.of(new LinkedHashMap<>()));
        for (Role role : roles) {
            List<Map<Role, Integer>> longer = new ArrayList<>();
            for (Map<Role, Integer> part : parts) {
                int left = steps
                        - part.values().stream().mapToInt(Integer::intValue).sum();
                for (int share = 0; share <= left; share++) {
                    Map<Role, Integer> with = new LinkedHashMap<>(part);
                    with.put(role, share);
                    longer.add(with);
                }
            }
            parts = longer;
        }
        List<ScalingCoefficients> grid = new ArrayList<>();
        for (Map<Role, Integer> part : parts) {
            if (part.values().stream().mapToInt(Integer::intValue).sum() == steps) {
                Map<Role, Double> shares = new LinkedHashMap<>();
                part.forEach((role, share) -> shares.put(role, share / (double) steps));
                grid.add(new ScalingCoefficients(shares));
            }
        }
        return grid;
    }

    /** By how much a role grows at {@code phi}: {@code alpha^phi}, {@code beta^phi} or {@code gamma^phi}. */
    double factor(Role role, double phi) {
        return Math.pow(2, shares.getOrDefault(role, 0.0) * phi / power(role));
    }

    private static int power(Role role) {
        return role == Role.DEPTH ? 1 : 2;
    }

    /**
     * The base scaled, every value the nearest that its parameter can have.
     *
     * @param base a configuration in which the part's parameters count
     */
    Configuration apply(SearchSpace space, ScalableParameters part, Configuration base, double phi) {
        Map<String, Object> values = new LinkedHashMap<>(base.values());
        part.roles().forEach((role, parameters) -> {
            for (Parameter parameter : parameters) {
                double old = number(base, parameter);
                values.put(parameter.name(), nearest(parameter.domain(), old * factor(role, phi)));
            }
        });
        return space.configure(values);
    }

    /**
     * How many times as dear a scaled configuration is than its base, by the rule above; 2 at {@code phi = 1} but for
     * rounding.
     */
    static double growth(ScalableParameters part, Configuration base, Configuration scaled) {
        double growth = 1;
        for (Map.Entry<Role, List<Parameter>> role : part.roles().entrySet()) {
            double before = role.getValue().stream()
                    .mapToDouble(parameter -> number(base, parameter))
                    .sum();
            double after = role.getValue().stream()
                    .mapToDouble(parameter -> number(scaled, parameter))
                    .sum();
            growth *= Math.pow(after / before, power(role.getKey()));
        }
        return growth;
    }

    /** The value of a parameter that is scaled. */
    static double number(Configuration configuration, Parameter parameter) {
        return parameter.domain() instanceof Domain.Integers
                ? configuration.integer(parameter.name())
                : configuration.real(parameter.name());
    }

    /** The value of a domain of numbers that is nearest. */
    static Object nearest(Domain domain, double wanted) {
        if (domain instanceof Domain.Integers integers) {
            long steps = Math.round((wanted - integers.low()) / integers.step());
            long most = ((long) integers.high() - integers.low()) / integers.step();
            return (int) (integers.low() + integers.step() * Math.max(0, Math.min(most, steps)));
        }
        Domain.Reals reals = (Domain.Reals) domain;
        double rounded = new BigDecimal(wanted).round(DIGITS).doubleValue();
        return Math.max(reals.low(), Math.min(reals.high(), rounded));
    }
}
