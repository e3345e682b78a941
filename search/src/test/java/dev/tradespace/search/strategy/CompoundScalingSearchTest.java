package dev.tradespace.search.strategy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.Proposal;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.search.Trial;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.Parameter.Role;
import dev.tradespace.api.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class CompoundScalingSearchTest {
    private static final CompoundScalingSearch PLUGIN = new CompoundScalingSearch();
    private static final SearchSpace SPACE = SearchSpace.of(
            Parameter.choice("scaling", "given", "factors"),
            Parameter.integers("depth", 1, 40, 4).role(Role.DEPTH).when("scaling", "factors"),
            Parameter.reals("width", 0.1, 8, 1).role(Role.WIDTH).when("scaling", "factors"),
            Parameter.integers("resolution", 16, 512, 1, 64).role(Role.RESOLUTION),
            Parameter.reals("stochasticDepth", 0.1, 0.9, 0.2));

    private static double macs(Configuration configuration) {
        return configuration.integer("depth")
                * Math.pow(configuration.real("width"), 2)
                * Math.pow(configuration.integer("resolution") / 64.0, 2);
    }

    private static SearchProblem problem(SearchSpace space, ToDoubleFunction<Configuration> macs, double most) {
        return new SearchProblem(
                space,
                List.of(new Objective("macs", Goal.MINIMIZE), new Objective("accuracy", Goal.MAXIMIZE)),
                List.of(new Constraint("macs", Constraint.Side.AT_MOST, most)),
                Set.of("macs"),
                configuration -> new CheapMetrics.Valid(
                        Map.of("macs", macs.applyAsDouble(configuration)), configuration.toString()),
                Fidelity.FULL);
    }

    private record Ran(List<Proposal> proposals, String end) {}

    private static Ran run(SearchProblem problem, Map<String, ?> settings, ToDoubleFunction<Configuration> accuracy) {
        SearchStrategy strategy = new CheckedStrategy(
                "strategy compound-scaling",
                problem,
                PLUGIN.start(problem, PLUGIN.settings().configure(settings)));
        List<Proposal> proposals = new ArrayList<>();
        while (true) {
            Suggestion suggestion = strategy.ask(proposals.size(), TrialRandom.of(1, proposals.size()));
            if (suggestion instanceof Suggestion.Exhausted done) {
                return new Ran(proposals, done.reason());
            }
            Proposal proposal =
                    assertInstanceOf(Suggestion.Propose.class, suggestion).proposal();
            strategy.tell(new Trial(
                    proposals.size(),
                    proposal,
                    new Trial.Outcome.Completed(
                            Map.of("accuracy", accuracy.applyAsDouble(proposal.configuration()), "macs", 0.0))));
            proposals.add(proposal);
        }
    }

    @Test
    void sharesADoublingOutInTheSmallGrid() {
        List<ScalingCoefficients> grid = ScalingCoefficients.grid(ScalableParameters.SCALED, 4);
        assertEquals(15, grid.size());
        for (ScalingCoefficients scaling : grid) {
            double alpha = scaling.factor(Role.DEPTH, 1);
            double beta = scaling.factor(Role.WIDTH, 1);
            double gamma = scaling.factor(Role.RESOLUTION, 1);
            assertEquals(2, alpha * beta * beta * gamma * gamma, 1e-9);
            assertTrue(alpha >= 1 && beta >= 1 && gamma >= 1);
        }
    }

    @Test
    void findsTheBestShareAndScalesItUpWhileTheLimitHolds() {
        // Only wide networks are accurate here, so all of a doubling shall go to the width.
        Ran ran = run(problem(SPACE, CompoundScalingSearchTest::macs, 4 * 20), Map.of(), at -> at.real("width"));
        Configuration base = ran.proposals().get(0).configuration();
        assertEquals(
                "depth=4,resolution=64,scaling=factors,stochasticDepth=0.2,width=1.0",
                base.toString(),
                "the defaults, but for the condition");
        List<Configuration> all =
                ran.proposals().stream().map(Proposal::configuration).toList();
        List<Configuration> grid = all.subList(1, all.size() - 3);
        assertTrue(grid.size() >= 10, all.toString());
        for (Configuration point : grid) {
            assertTrue(macs(point) / macs(base) > 1.4 && macs(point) / macs(base) < 2.9, point.toString());
        }
        assertEquals(
                List.of("2.0", "2.828", "4.0"),
                all.subList(all.size() - 3, all.size()).stream()
                        .map(point -> String.valueOf(point.real("width")))
                        .toList(),
                "phi is 2, 3 and 4");
        assertTrue(ran.proposals().stream()
                .allMatch(proposal -> proposal.fidelity().isFull()));
        assertTrue(ran.end().startsWith("scaled up to phi 5: ") && ran.end().endsWith(" breaks macs<=80.0"), ran.end());
    }

    @Test
    void waitsForTheGridBeforeItClimbs() {
        SearchProblem problem = problem(SPACE, CompoundScalingSearchTest::macs, 1e9);
        SearchStrategy strategy = PLUGIN.start(problem, PLUGIN.settings().defaults());
        int asked = 0;
        while (strategy.ask(asked, TrialRandom.of(1, asked)) instanceof Suggestion.Propose) {
            asked++;
        }
        assertInstanceOf(Suggestion.Wait.class, strategy.ask(asked, TrialRandom.of(1, asked)));
        assertTrue(asked > 10 && asked <= 16, "the base and the grid, was " + asked);
    }

    @Test
    void namesWhatStandsInTheWayWhereNothingFits() {
        Ran ran = run(problem(SPACE, CompoundScalingSearchTest::macs, 1), Map.of(), at -> 1);
        assertEquals(List.of(), ran.proposals());
        assertTrue(ran.end().contains(" breaks macs<=1.0; baseDepth, baseWidth and baseResolution make "), ran.end());
        Ran smaller = run(
                problem(SPACE, CompoundScalingSearchTest::macs, 4),
                Map.of("baseDepth", 0.5, "baseWidth", 0.5),
                at -> at.real("width"));
        assertEquals(2, smaller.proposals().get(0).configuration().integer("depth"));
        assertEquals(0.5, smaller.proposals().get(0).configuration().real("width"));
        assertTrue(smaller.proposals().size() > 5);
    }

    @Test
    void scalesEveryFamilyOfAJointSpace() {
        SearchSpace joint = SearchSpace.of(
                Parameter.choice("family", "slim-net", "flat").role(Role.FAMILY),
                Parameter.reals("slimNetWidth", 0.1, 2, 1).role(Role.WIDTH).when("family", "slim-net"),
                Parameter.choice("slimNetDesign", "image", "cifar").when("family", "slim-net"),
                Parameter.integers("slimNetDepth1", 1, 9, 2).role(Role.DEPTH).when("slimNetDesign", "image"),
                Parameter.integers("slimNetDepth2", 1, 9, 4).role(Role.DEPTH).when("slimNetDesign", "image"),
                Parameter.integers("slimNetN", 1, 9, 3).role(Role.DEPTH).when("slimNetDesign", "cifar"),
                Parameter.reals("flatWidth", 0.1, 2, 1).role(Role.WIDTH).when("family", "flat"));
        List<ScalableParameters> parts = ScalableParameters.of(joint);
        assertEquals(1, parts.size(), "flat has nothing but a width");
        assertEquals("slim-net", parts.get(0).family());
        assertEquals(
                List.of("slimNetDepth1", "slimNetDepth2"),
                parts.get(0).roles().getOrDefault(Role.DEPTH, List.of()).stream()
                        .map(Parameter::name)
                        .toList());
        Ran ran = run(problem(joint, at -> at.real("slimNetWidth"), 1.3), Map.of(), at -> at.integer("slimNetDepth2"));
        assertTrue(ran.proposals().size() > 3, ran.toString());
        assertTrue(ran.end().startsWith("slim-net: scaled up to phi "), ran.end());
    }

    @Test
    void looksAroundForANetworkThatCanBe() {
        SearchSpace space = SearchSpace.of(
                Parameter.integers("depth", 1, 40, 12).role(Role.DEPTH),
                Parameter.integers("width", 16, 1536, 16, 192).role(Role.WIDTH));
        SearchProblem heads = new SearchProblem(
                space,
                List.of(new Objective("accuracy", Goal.MAXIMIZE)),
                List.of(),
                Set.of(),
                point -> point.integer("width") % 12 == 0
                        ? new CheapMetrics.Valid(Map.of(), point.toString())
                        : new CheapMetrics.Invalid("the width must be a multiple of the heads"),
                Fidelity.FULL);
        Ran ran = run(heads, Map.of(), at -> at.integer("width"));
        assertTrue(ran.proposals().size() > 5, ran.toString());
        assertTrue(ran.proposals().stream()
                .allMatch(proposal -> proposal.configuration().integer("width") % 48 == 0));
        assertEquals("the space ends there", ran.end().replaceAll(".*: ", ""));
    }

    @Test
    void scalesNoParameterWithoutARole() {
        SearchSpace space = SearchSpace.of(
                Parameter.integers("depth", 1, 40, 12),
                Parameter.reals("width", 0.1, 8, 1).role(Role.WIDTH),
                Parameter.flag("wide", false));
        assertEquals(
                "compound scaling needs at least two of depth, width and resolution among the parameters that vary, as"
                        + " their plugin gives them roles; there are depth (no role), width, wide (no role)",
                PLUGIN.check(problem(space, at -> 1, 1), PLUGIN.settings().defaults())
                        .get(0)
                        .message());
    }
}
