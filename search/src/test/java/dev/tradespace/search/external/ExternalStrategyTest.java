package dev.tradespace.search.external;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.core.catalogue.PluginJar;
import dev.tradespace.core.catalogue.Rejected;
import dev.tradespace.core.json.SpaceForm;
import dev.tradespace.core.process.PluginProcess;
import dev.tradespace.search.strategy.CheckedStrategy;
import dev.tradespace.search.strategy.StrategyFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real workers, one for each test: it takes about a third of a second to start one. */
class ExternalStrategyTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A strategy whose setting says what it does wrong; right, it draws, and at last tells all that it was told. */
    private static final String SOURCE = """
        package external;

        import dev.tradespace.api.check.Problem;
        import dev.tradespace.api.search.*;
        import dev.tradespace.api.space.*;
        import java.util.*;
        import java.util.random.RandomGenerator;

        public class Plugin implements SearchStrategyPlugin {
            public String id() { return "external"; }
            public String title() { return "External"; }
            public String description() { return "A strategy from outside."; }
            public SearchSpace settings() {
                return SearchSpace.of(
                    Parameter.choice("deed", "right", "throw", "loop", "exit", "garbage", "outside"),
                    Parameter.reals("share", 0, 1, 0.5).unit("x").meaning("nothing").when("deed", "right"));
            }
            public List<Problem> check(SearchProblem problem, Configuration settings) {
                return problem.objectives().size() > 1 ? List.of() : List.of(new Problem("objectives", "must be several"));
            }
            public SearchStrategy start(SearchProblem problem, Configuration settings) {
                System.out.println("this is no protocol");
                StringBuilder told = new StringBuilder(problem.space() + " " + problem.objectives() + problem.constraints()
                    + problem.cheapMetricNames() + problem.cheapest() + settings);
                return new SearchStrategy() {
                    public Suggestion ask(int number, RandomGenerator random) {
                        Configuration drawn = problem.space().random(random);
                        switch (settings.choice("deed")) {
                            case "throw": throw new IllegalStateException("no luck");
                            case "loop": while (true) { number++; }
                            case "exit":
                                System.err.println("farewell");
                                System.exit(7);
                            case "garbage":
                                try (java.io.FileOutputStream out = new java.io.FileOutputStream(java.io.FileDescriptor.out)) {
                                    out.write("garbage\\n".getBytes());
                                } catch (java.io.IOException e) { throw new java.io.UncheckedIOException(e); }
                                break;
                            case "outside":
                                drawn = SearchSpace.of(Parameter.integers("width", 1, 99, 99)).defaults();
                                break;
                            default:
                        }
                        if (number == 3) { return new Suggestion.Exhausted(told.toString()); }
                        if (number == 2) { return new Suggestion.Wait(); }
                        if (settings.choice("deed").equals("right")) { told.append(' ').append(problem.cheapMetrics(drawn)); }
                        return new Suggestion.Propose(new Proposal(drawn, new Fidelity(0.5, 1)));
                    }
                    public void tell(Trial trial) { told.append(' ').append(trial); }
                };
            }
            public static class Silent extends Plugin {
                public String title() { return null; }
            }
        }
        """;

    private static final SearchSpace SPACE = SearchSpace.of(
            Parameter.integers("width", 1, 64, 8),
            Parameter.reals("rate", 0, 1, 0.25).unit("1/s").meaning("a rate"),
            Parameter.choice("kind", "plain", "deep"),
            Parameter.flag("wide", false).when("kind", "deep"));
    private static final Constraint LIMIT = new Constraint("macs", Constraint.Side.AT_MOST, 1e6);
    private static final SearchProblem PROBLEM = new SearchProblem(
            SPACE,
            List.of(new Objective("accuracy", Goal.MAXIMIZE), new Objective("macs", Goal.MINIMIZE)),
            List.of(LIMIT),
            Set.of("macs"),
            ExternalStrategyTest::counting,
            new Fidelity(0.25, 0.5));

    @TempDir
    static Path folder;

    private static PluginJar jar;
    private static ExternalStrategyPlugin plugin;
    private static final List<Rejected> REJECTED = new ArrayList<>();

    @BeforeAll
    static void packTheJar() {
        StrategyJars.pack(
                folder.resolve("external.jar"),
                folder,
                SOURCE,
                "external.Missing",
                "external.Plugin$Silent",
                "external.Plugin");
        jar = PluginJar.in(folder, refused -> {}).get(0);
        List<ExternalStrategyPlugin> plugins = ExternalStrategyPlugin.in(jar, PATIENCE, REJECTED::add);
        assertEquals(1, plugins.size(), REJECTED.toString());
        plugin = plugins.get(0);
    }

    private static CheapMetrics counting(Configuration configuration) {
        return new CheapMetrics.Valid(
                Map.of("macs", configuration.integer("width") * 1000.0), "key of " + configuration.choice("kind"));
    }

    private static CheckedStrategy start(String deed) {
        Configuration settings = plugin.settings().configure(Map.of("deed", deed));
        return new CheckedStrategy("strategy external from external.jar", PROBLEM, plugin.start(PROBLEM, settings));
    }

    @Test
    void describesItselfFromItsWorkerAndLeavesOutWhatIsBroken() {
        assertEquals("external", plugin.id());
        assertEquals("External", plugin.title());
        assertEquals("A strategy from outside.", plugin.description());
        assertEquals(
                List.of("deed", "share"),
                plugin.settings().parameters().stream().map(Parameter::name).toList());
        assertEquals("x", plugin.settings().parameters().get(1).unit());
        assertTrue(plugin.settings().parameters().get(1).activation().isPresent());
        assertEquals(
                List.of(
                        new Rejected("external.jar", "Provider external.Missing not found"),
                        new Rejected(
                                "external.jar",
                                "strategy external.Plugin$Silent does not say what it is: NullPointerException:"
                                        + " title() returned null")),
                REJECTED);
    }

    @Test
    void seesAllThatAStrategyOfOursSees() {
        SplittableRandom random = new SplittableRandom(7);
        Configuration settings = plugin.settings().configure(Map.of("share", 0.75));
        StringBuilder expected = new StringBuilder(PROBLEM.space() + " " + PROBLEM.objectives() + PROBLEM.constraints()
                + PROBLEM.cheapMetricNames() + PROBLEM.cheapest() + settings);
        try (CheckedStrategy strategy =
                new CheckedStrategy("strategy external", PROBLEM, plugin.start(PROBLEM, settings))) {
            List<Proposal> proposals = new ArrayList<>();
            for (int number = 0; number < 2; number++) {
                Proposal proposal = ((Suggestion.Propose) strategy.ask(number, random.split())).proposal();
                assertTrue(SPACE.contains(proposal.configuration()));
                assertEquals(new Fidelity(0.5, 1), proposal.fidelity());
                expected.append(' ').append(counting(proposal.configuration()));
                proposals.add(proposal);
            }
            assertTrue(strategy.ask(2, random.split()) instanceof Suggestion.Wait);
            List<Trial> trials = List.of(
                    new Trial(1, proposals.get(1), new Trial.Outcome.Pruned(Map.of("macs", 2e6), LIMIT)),
                    new Trial(0, proposals.get(0), new Trial.Outcome.Completed(Map.of("accuracy", 1.0 / 3))));
            trials.forEach(trial -> {
                strategy.tell(trial);
                expected.append(' ').append(trial);
            });
            assertEquals(new Suggestion.Exhausted(expected.toString()), strategy.ask(3, random.split()));
        }
        SplittableRandom same = new SplittableRandom(7);
        try (CheckedStrategy again = start("right")) {
            Suggestion first = again.ask(0, same.split());
            assertTrue(
                    expected.toString()
                            .contains(((Suggestion.Propose) first)
                                    .proposal()
                                    .configuration()
                                    .toString()),
                    "the same generator gives the same answer");
        }
    }

    @Test
    void objectsToAProblem() {
        SearchProblem single = new SearchProblem(
                SPACE,
                List.of(new Objective("accuracy", Goal.MAXIMIZE)),
                List.of(),
                Set.of(),
                ExternalStrategyTest::counting,
                Fidelity.FULL);
        assertEquals(
                "[objectives: must be several]",
                plugin.check(single, plugin.settings().defaults()).toString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "throw | ask failed: IllegalStateException: no luck",
                "exit | its worker ended with exit code 7 during ask; the last that it printed: farewell",
                "garbage | in answer to ask it printed garbage",
                "outside | it proposed what is outside the space: width: must be a whole number from 1 to 64, was 99",
            })
    void endsInOneSentenceByName(String deed, String sentence) {
        try (CheckedStrategy strategy = start(deed)) {
            StrategyFailure failure =
                    assertThrows(StrategyFailure.class, () -> strategy.ask(0, new SplittableRandom(1)));
            assertEquals("strategy external from external.jar: " + sentence, failure.getMessage());
        }
    }

    @Test
    void isKilledWhenItDoesNotAnswerInTime() {
        Configuration settings = plugin.settings().configure(Map.of("deed", "loop"));
        try (PluginProcess worker =
                ExternalStrategyPlugin.process(jar, "strategy external from external.jar", Duration.ofSeconds(1))) {
            Map<String, Object> start = Map.of(
                    "class", "external.Plugin",
                    "problem", SearchForm.write(PROBLEM),
                    "settings", SpaceForm.write(settings));
            String message = String.valueOf(assertThrows(StrategyFailure.class, () -> {
                        worker.ask("start", start, nothing -> nothing);
                        worker.ask("ask", Map.of("number", 0, "seed", 1L), nothing -> nothing);
                    })
                    .getMessage());
            // On a machine that is busy enough, its start may already take so long.
            assertTrue(
                    message.matches("strategy external from external.jar: (start|ask) did not answer within 1.0 s"),
                    message);
            assertFalse(worker.isAlive());
        }
    }

    @Test
    void endsWithWhoeverClosesIt() {
        PluginProcess process = ExternalStrategyPlugin.process(jar, "external.jar", PATIENCE);
        process.close();
        assertFalse(process.isAlive());
        assertEquals(
                "external.jar: it was ended before describe",
                assertThrows(StrategyFailure.class, () -> process.ask("describe", Map.of(), nothing -> nothing))
                        .getMessage());
    }
}
