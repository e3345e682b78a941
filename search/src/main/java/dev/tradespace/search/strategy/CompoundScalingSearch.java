package dev.tradespace.search.strategy;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.Parameter.Role;
import dev.tradespace.api.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Compound scaling of every family that a space has, each on its own. It draws nothing.
 *
 * @source Tan &amp; Le 2019, "EfficientNet: Rethinking model scaling for convolutional neural networks", section 3.3
 */
public final class CompoundScalingSearch implements SearchStrategyPlugin {
    private static final double LEAST = 0.05;
    private static final double MOST = 4;

    @Override
    public String id() {
        return "compound-scaling";
    }

    @Override
    public String title() {
        return "Compound scaling";
    }

    @Override
    public String description() {
        return "Finds on a network of twice the cost how much depth, width and resolution shall grow, and then lets"
                + " them grow together while all limits hold (Tan & Le 2019). For growing a network that is good already;"
                + " needs parameters of at least two of the three roles.";
    }

    @Override
    public SearchSpace settings() {
        return SearchSpace.of(
                Parameter.integers("steps", 1, 8, 4)
                        .meaning("into how many parts a doubling of the cost is shared out between depth, width and"
                                + " resolution"),
                base("baseDepth", "depth"),
                base("baseWidth", "width"),
                base("baseResolution", "resolution"));
    }

    private static Parameter base(String name, String what) {
        return Parameter.reals(name, LEAST, MOST, 1)
                .meaning("the " + what + " of the network that is scaled, as a factor of the space's default");
    }

    @Override
    public List<Problem> check(SearchProblem problem, Configuration settings) {
        if (!ScalableParameters.of(problem.space()).isEmpty()) {
            return List.of();
        }
        String names = String.join(
                ", ",
                problem.space().parameters().stream()
                        .map(parameter -> parameter.name() + (parameter.role() == null ? " (no role)" : ""))
                        .toList());
        return List.of(new Problem(
                "",
                "compound scaling needs at least two of depth, width and resolution among the parameters that vary, as"
                        + " their plugin gives them roles; there are "
                        + (names.isEmpty() ? "none" : names)));
    }

    @Override
    public SearchStrategy start(SearchProblem problem, Configuration settings) {
        Map<Role, Double> base = new LinkedHashMap<>();
        for (Role role : ScalableParameters.SCALED) {
            String name = role.name().substring(0, 1) + role.name().substring(1).toLowerCase(Locale.ROOT);
            base.put(role, settings.real("base" + name));
        }
        return new Growing(problem, settings.integer("steps"), base);
    }

    private static final class Growing implements SearchStrategy {
        private final List<Growth> growths = new ArrayList<>();
        private final Map<Integer, Growth> outstanding = new HashMap<>();

        /**
         * A strategy at its beginning.
         *
         * @param steps into how many parts a doubling is shared out
         * @param factors of the space's defaults, by role
         */
        Growing(SearchProblem problem, int steps, Map<Role, Double> factors) {
            Set<String> tried = new HashSet<>();
            for (ScalableParameters part : ScalableParameters.of(problem.space())) {
                growths.add(new Growth(problem, part, steps, factors, tried));
            }
        }

        @Override
        public Suggestion ask(int number, RandomGenerator random) {
            boolean waiting = false;
            List<String> reasons = new ArrayList<>();
            for (Growth growth : growths) {
                Suggestion answer = growth.ask(number);
                if (answer instanceof Suggestion.Propose) {
                    outstanding.put(number, growth);
                    return answer;
                } else if (answer instanceof Suggestion.Exhausted done) {
                    reasons.add(done.reason());
                } else {
                    waiting = true;
                }
            }
            return waiting ? new Suggestion.Wait() : new Suggestion.Exhausted(String.join("; ", reasons));
        }

        @Override
        public void tell(Trial trial) {
            Growth growth = outstanding.remove(trial.number());
            if (growth != null) {
                growth.tell(trial);
            }
        }
    }
}
