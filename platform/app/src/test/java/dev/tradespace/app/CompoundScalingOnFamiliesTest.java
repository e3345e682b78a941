package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.Proposal;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Family;
import dev.tradespace.search.catalogue.ChosenStrategy;
import dev.tradespace.search.catalogue.Strategies;
import dev.tradespace.search.strategy.CheckedStrategy;
import dev.tradespace.search.strategy.TrialRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parameters that compound scaling looks for are those of the real families. */
class CompoundScalingOnFamiliesTest {
    private static final Catalogue CATALOGUE =
            Catalogue.load(CompoundScalingOnFamiliesTest.class.getClassLoader(), List.of());
    private static final Strategies STRATEGIES =
            Strategies.load(CompoundScalingOnFamiliesTest.class.getClassLoader(), List.of(), Strategies.PATIENCE);
    private static final double MOST_MACS = 20;

    /** What a family says of its networks: MACs, relative to those of the first that was asked about. */
    private static SearchProblem problem(String id, double mostMacs) {
        Family family = CATALOGUE.families().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
        Map<Configuration, CheapMetrics> kept = new HashMap<>();
        double[] unit = {0};
        return new SearchProblem(
                family.space(),
                List.of(new Objective("accuracy", Goal.MAXIMIZE)),
                List.of(new Constraint("macs", Constraint.Side.AT_MOST, mostMacs)),
                Set.of("macs"),
                point -> kept.computeIfAbsent(point, unseen -> known(family, unseen, unit)),
                Fidelity.FULL);
    }

    private static CheapMetrics known(Family family, Configuration point, double[] unit) {
        Map<String, String> texts = new LinkedHashMap<>();
        point.values().forEach((name, value) -> texts.put(name, value.toString()));
        try {
            double macs = CATALOGUE
                    .build(CATALOGUE.model(family, texts))
                    .analysis()
                    .macs()
                    .total();
            unit[0] = unit[0] == 0 ? macs : unit[0];
            return new CheapMetrics.Valid(Map.of("macs", macs / unit[0]), point.toString());
        } catch (BadConfiguration impossible) {
            return new CheapMetrics.Invalid(String.valueOf(impossible.getMessage()));
        }
    }

    @ParameterizedTest
    @CsvSource({"efficientnet", "mobilenet", "resnet", "vit"})
    void growsARealFamilyWithinALimit(String family) {
        SearchProblem problem = problem(family, MOST_MACS);
        ChosenStrategy chosen = STRATEGIES.choose(
                "compound-scaling",
                Map.of("steps", "3", "baseResolution", "0.5", "baseWidth", "0.5"),
                problem,
                OptionalLong.empty());
        List<Double> macs = new ArrayList<>();
        try (CheckedStrategy strategy = chosen.start(problem)) {
            while (true) {
                Suggestion ask = strategy.ask(macs.size(), TrialRandom.of(1, macs.size()));
                if (!(ask instanceof Suggestion.Propose tried)) {
                    assertFalse(((Suggestion.Exhausted) ask).reason().isBlank());
                    break;
                }
                Proposal proposal = tried.proposal();
                double cost = ((CheapMetrics.Valid) problem.cheapMetrics(proposal.configuration())).metric("macs");
                strategy.tell(new Trial(
                        macs.size(), proposal, new Trial.Outcome.Completed(Map.of("accuracy", cost, "macs", cost))));
                macs.add(cost);
            }
        }
        assertEquals(1, macs.get(0), "the base comes first");
        assertTrue(macs.size() >= 5, "a base, a grid and some steps up, was " + macs);
        double last = macs.get(macs.size() - 1);
        assertTrue(last > 3 && last <= MOST_MACS, "a network some times as dear as the base at the end, was " + macs);
    }
}
