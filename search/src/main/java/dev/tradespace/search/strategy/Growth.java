package dev.tradespace.search.strategy;

import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.Proposal;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Domain;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.Parameter.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compound scaling of one family: the base, the grid of coefficients at {@code phi = 1}, and the best of them at
 * {@code phi = 2, 3, ...} while all constraints hold. The best is that of the first objective that is not cheap.
 */
final class Growth {
    /**
     * Largest factor between a grid point's cost and twice the base's; rounding beyond it makes the comparison unfair.
     */
    private static final double TOLERANCE = Math.sqrt(2);
    /** Steps of a whole-number parameter to either side among which the nearest valid network is chosen. */
    private static final int REACH = 8;
    /** Largest {@code phi}: 2^64 times the cost of the base. */
    private static final int HIGHEST = 64;
    /** Past the end of every parameter that is scaled at all. */
    private static final int TOP = 900;

    private final SearchProblem problem;
    private final ScalableParameters part;
    private final Configuration base;
    private final Set<String> tried;
    private final Objective objective;
    private final Deque<Step> grid = new ArrayDeque<>();
    private final Map<Integer, Step> outstanding = new HashMap<>();
    private @Nullable ScalingCoefficients best;
    private double bestCost;
    private int phi = 1;
    private @Nullable Configuration last;
    private String obstacle = "";
    private boolean ended;

    /**
     * A configuration to try.
     *
     * @param scaling by which; null for the base itself
     * @param phi how far
     */
    private record Step(@Nullable ScalingCoefficients scaling, int phi, Configuration configuration) {}

    Growth(SearchProblem problem, ScalableParameters part, int steps, Map<Role, Double> factors, Set<String> tried) {
        this.problem = problem;
        this.part = part;
        this.tried = tried;
        this.objective = problem.objectives().stream()
                .filter(each -> !problem.isCheap(each.metric()))
                .findFirst()
                .orElse(problem.objectives().get(0));
        this.base = based(factors);
        fits(base).ifPresent(configuration -> grid.add(new Step(null, 0, configuration)));
        for (ScalingCoefficients scaling : ScalingCoefficients.grid(part.roles().keySet(), steps)) {
            fits(scaling.apply(problem.space(), part, base, 1))
                    .filter(this::isTwiceTheBase)
                    .ifPresent(configuration -> grid.add(new Step(scaling, 1, configuration)));
        }
    }

    private Configuration based(Map<Role, Double> factors) {
        Map<String, Object> values = new LinkedHashMap<>(part.base().values());
        part.roles().forEach((role, parameters) -> {
            for (Parameter parameter : parameters) {
                double factor = factors.getOrDefault(role, 1.0);
                if (factor != 1) {
                    double old = ScalingCoefficients.number(part.base(), parameter);
                    values.put(parameter.name(), ScalingCoefficients.nearest(parameter.domain(), old * factor));
                }
            }
        });
        return problem.space().configure(values);
    }

    private boolean isTwiceTheBase(Configuration scaled) {
        double growth = ScalingCoefficients.growth(part, base, scaled);
        return growth >= 2 / TOLERANCE && growth <= 2 * TOLERANCE;
    }

    /**
     * The configuration, or the nearest valid one, if it may be feasible and was not tried before; else the obstacle is
     * noted.
     */
    private Optional<Configuration> fits(Configuration wanted) {
        obstacle = "";
        String reason = "";
        for (int distance = 0; distance <= REACH; distance++) {
            for (Configuration near : ring(wanted, distance)) {
                CheapMetrics known = problem.cheapMetrics(near);
                if (known instanceof CheapMetrics.Valid valid) {
                    return admit(near, valid);
                }
                if (reason.isEmpty()) {
                    reason = near + " cannot be: " + ((CheapMetrics.Invalid) known).reason();
                }
            }
        }
        obstacle = reason;
        return Optional.empty();
    }

    private Optional<Configuration> admit(Configuration near, CheapMetrics.Valid valid) {
        for (Constraint constraint : problem.constraints()) {
            if (problem.isCheap(constraint.metric()) && !constraint.allows(valid.metric(constraint.metric()))) {
                obstacle = near + " breaks " + constraint;
                return Optional.empty();
            }
        }
        return tried.add(valid.canonicalKey()) ? Optional.of(near) : Optional.empty();
    }

    /**
     * The configurations whose width and resolution, where they are whole numbers, lie so many steps from the wanted
     * ones: a width may have to be a multiple of something, and an image to be of whole patches.
     */
    private List<Configuration> ring(Configuration wanted, int distance) {
        List<Parameter> movable = Stream.of(Role.WIDTH, Role.RESOLUTION)
                .flatMap(role ->
                        part.roles().getOrDefault(role, List.of()).stream().limit(1))
                .filter(parameter -> parameter.domain() instanceof Domain.Integers)
                .toList();
        List<Configuration> ring = new ArrayList<>();
        int[] offsets = new int[movable.size()];
        Arrays.fill(offsets, -distance);
        for (boolean more = true; more; more = turn(offsets, distance)) {
            if (distance == 0 || Arrays.stream(offsets).anyMatch(offset -> Math.abs(offset) == distance)) {
                moved(wanted, movable, offsets).ifPresent(ring::add);
            }
        }
        return ring;
    }

    private static boolean turn(int[] offsets, int most) {
        for (int i = 0; i < offsets.length; i++) {
            if (offsets[i] < most) {
                offsets[i]++;
                return true;
            }
            offsets[i] = -most;
        }
        return false;
    }

    private Optional<Configuration> moved(Configuration wanted, List<Parameter> movable, int[] offsets) {
        Map<String, Object> values = new LinkedHashMap<>(wanted.values());
        for (int i = 0; i < offsets.length; i++) {
            Parameter parameter = movable.get(i);
            Domain.Integers domain = (Domain.Integers) parameter.domain();
            int value = wanted.integer(parameter.name()) + offsets[i] * domain.step();
            if (!domain.contains(value)) {
                return Optional.empty();
            }
            values.put(parameter.name(), value);
        }
        return Optional.of(problem.space().configure(values));
    }

    /** The next configuration to try. */
    Suggestion ask(int number) {
        Step next = grid.poll();
        if (next == null && outstanding.values().stream().anyMatch(step -> step.phi <= 1)) {
            return new Suggestion.Wait();
        }
        if (next == null && !ended) {
            next = higher();
        }
        if (next == null) {
            return new Suggestion.Exhausted(end());
        }
        outstanding.put(number, next);
        return new Suggestion.Propose(Proposal.full(next.configuration));
    }

    private @Nullable Step higher() {
        ScalingCoefficients scaling = best;
        if (scaling == null) {
            return null;
        }
        Configuration top = scaling.apply(problem.space(), part, base, TOP);
        while (phi < HIGHEST && !top.equals(last)) {
            phi++;
            last = scaling.apply(problem.space(), part, base, phi);
            Optional<Configuration> fit = fits(last);
            if (fit.isPresent()) {
                return new Step(scaling, phi, fit.get());
            } else if (!obstacle.isEmpty()) {
                break;
            }
        }
        if (obstacle.isEmpty()) {
            obstacle = "the space ends there";
        }
        ended = true;
        return null;
    }

    /** Takes in the outcome of a trial that was proposed here. */
    void tell(Trial trial) {
        Step step = outstanding.remove(trial.number());
        if (step == null || trial.outcome() instanceof Trial.Outcome.Failed) {
            return;
        }
        Optional<Constraint> broken = broken(trial.outcome());
        if (broken.isPresent()) {
            obstacle = step.configuration + " breaks " + broken.get();
            // What is larger would break it too.
            ended |= step.phi > 1;
        } else if (step.phi == 1 && trial.outcome() instanceof Trial.Outcome.Completed completed) {
            Double value = completed.values().get(objective.metric());
            if (value != null && (best == null || objective.goal().asCost(value) < bestCost)) {
                best = step.scaling;
                bestCost = objective.goal().asCost(value);
            }
        }
    }

    private Optional<Constraint> broken(Trial.Outcome outcome) {
        if (outcome instanceof Trial.Outcome.Pruned over) {
            return Optional.of(over.violated());
        }
        Map<String, Double> values = ((Trial.Outcome.Completed) outcome).values();
        return problem.constraints().stream()
                .filter(constraint ->
                        values.containsKey(constraint.metric()) && !constraint.allows(values.get(constraint.metric())))
                .findFirst();
    }

    private String end() {
        String whose = part.family().isEmpty() ? "" : part.family() + ": ";
        if (best == null) {
            return whose + "no scaling of " + base + " to twice its cost could be evaluated"
                    + (obstacle.isEmpty() ? "" : ": " + obstacle)
                    + "; baseDepth, baseWidth and baseResolution make the network smaller that is scaled";
        }
        return whose + "scaled up to phi " + phi + (obstacle.isEmpty() ? "" : ": " + obstacle);
    }
}
