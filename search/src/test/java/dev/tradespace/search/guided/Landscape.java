package dev.tradespace.search.guided;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.search.strategy.TrialRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A chain of operations whose accuracy saturates, depends on positions and neighbours, and collapses where the first
 * does nothing; its cost is the sum of what the operations cost. Where the last two differ only in order they are one
 * architecture.
 */
final class Landscape {
    static final Objective ACCURACY = new Objective("accuracy", Goal.MAXIMIZE);
    static final Objective COST = new Objective("cost", Goal.MINIMIZE);
    private static final List<String> OPTIONS = List.of("none", "small", "large");

    final SearchSpace space;
    private final int layers;
    private final double[][] main;
    private final double[][][] pair;

    Landscape(int layers, long seed) {
        this.layers = layers;
        SplittableRandom random = new SplittableRandom(seed);
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < layers; i++) {
            parameters.add(Parameter.choice("layer" + i, OPTIONS.toArray(String[]::new)));
        }
        space = new SearchSpace(parameters);
        main = new double[layers][OPTIONS.size()];
        pair = new double[layers][OPTIONS.size()][OPTIONS.size()];
        for (int i = 0; i < layers; i++) {
            for (int a = 0; a < OPTIONS.size(); a++) {
                main[i][a] = 0.5 * a + 0.4 * random.nextDouble(-1, 1);
                for (int b = 0; b < OPTIONS.size(); b++) {
                    pair[i][a][b] = 0.3 * random.nextDouble(-1, 1);
                }
            }
        }
    }

    private int[] options(Configuration configuration) {
        int[] options = new int[layers];
        for (int i = 0; i < layers; i++) {
            options[i] = OPTIONS.indexOf(configuration.choice("layer" + i));
        }
        if (options[layers - 2] > options[layers - 1]) {
            int last = options[layers - 1];
            options[layers - 1] = options[layers - 2];
            options[layers - 2] = last;
        }
        return options;
    }

    double accuracy(Configuration configuration) {
        int[] options = options(configuration);
        if (options[0] == 0 && options[1] == 0) {
            return 10;
        }
        double sum = 0;
        for (int i = 0; i < layers; i++) {
            sum += main[i][options[i]] + (i == 0 ? 0 : pair[i][options[i - 1]][options[i]]);
        }
        return 95 - 20 * Math.exp(-0.6 * sum);
    }

    double cost(Configuration configuration) {
        int[] options = options(configuration);
        double sum = 1;
        for (int i = 0; i < layers; i++) {
            sum += options[i] * (1 + 0.3 * i);
        }
        return sum;
    }

    String key(Configuration configuration) {
        return java.util.Arrays.toString(options(configuration));
    }

    /** The problem, with its cost known or not. */
    SearchProblem problem(List<Objective> objectives, List<Constraint> constraints, boolean costKnown) {
        return new SearchProblem(
                space,
                objectives,
                constraints,
                costKnown ? Set.of("cost") : Set.of(),
                configuration -> new CheapMetrics.Valid(
                        costKnown ? Map.of("cost", cost(configuration)) : Map.of(), key(configuration)),
                Fidelity.FULL);
    }

    Trial.Outcome evaluate(Configuration configuration) {
        return new Trial.Outcome.Completed(Map.of("accuracy", accuracy(configuration), "cost", cost(configuration)));
    }

    /** Runs a search one trial at a time and gives what it asked for, until it is done. */
    List<Configuration> run(SearchProblem problem, int trials, long seed) {
        SearchStrategy strategy = new GuidedSearch(problem);
        List<Configuration> asked = new ArrayList<>();
        for (int number = 0; number < trials; number++) {
            if (!(strategy.ask(number, TrialRandom.of(seed, number)) instanceof Suggestion.Propose next)) {
                break;
            }
            asked.add(next.proposal().configuration());
            strategy.tell(
                    new Trial(number, next.proposal(), evaluate(next.proposal().configuration())));
        }
        return asked;
    }

    double best() {
        double best = 0;
        for (Configuration configuration : space.grid()) {
            best = Math.max(best, accuracy(configuration));
        }
        return best;
    }
}
