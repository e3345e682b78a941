package dev.tradespace.search.strategy;

import dev.tradespace.api.search.Ask;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.Trial;
import dev.tradespace.search.strategy.ScaledPart.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Compound scaling of every family that a space has, each on its own. It draws nothing.
 *
 * @source Tan &amp; Le 2019, "EfficientNet: Rethinking model scaling for convolutional neural networks", section 3.3
 */
final class CompoundScaling implements SearchStrategy {
    private final List<Growth> growths = new ArrayList<>();
    private final Map<Integer, Growth> outstanding = new HashMap<>();

    /**
     * A strategy at its beginning.
     *
     * @param steps into how many parts a doubling is shared out
     * @param factors of the space's defaults, by role
     */
    CompoundScaling(SearchProblem problem, int steps, Map<Role, Double> factors) {
        Set<String> tried = new HashSet<>();
        for (ScaledPart part : ScaledPart.of(problem.space())) {
            growths.add(new Growth(problem, part, steps, factors, tried));
        }
    }

    @Override
    public Ask ask(int number, RandomGenerator random) {
        boolean waiting = false;
        List<String> reasons = new ArrayList<>();
        for (Growth growth : growths) {
            Ask answer = growth.ask(number);
            if (answer instanceof Ask.Try) {
                outstanding.put(number, growth);
                return answer;
            } else if (answer instanceof Ask.Done done) {
                reasons.add(done.reason());
            } else {
                waiting = true;
            }
        }
        return waiting ? new Ask.Later() : new Ask.Done(String.join("; ", reasons));
    }

    @Override
    public void tell(Trial trial) {
        Growth growth = outstanding.remove(trial.number());
        if (growth != null) {
            growth.tell(trial);
        }
    }
}
