package dev.tradespace.search.stranger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.search.Aim;
import dev.tradespace.api.search.Ask;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.Known;
import dev.tradespace.api.search.Limit;
import dev.tradespace.api.search.Proposal;
import dev.tradespace.api.search.SearchProblem;
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
class StrangerStrategyTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A strategy whose setting says what it does wrong; right, it draws, and at last tells all that it was told. */
    private static final String SOURCE = """
            package stranger;

            import dev.tradespace.api.check.Problem;
            import dev.tradespace.api.search.*;
            import dev.tradespace.api.space.*;
            import java.util.*;
            import java.util.random.RandomGenerator;

            public class Plugin implements SearchStrategyPlugin {
                public String id() { return "stranger"; }
                public String title() { return "Stranger"; }
                public String description() { return "A strategy from outside."; }
                public SearchSpace settings() {
                    return SearchSpace.of(
                        Parameter.choice("deed", "right", "throw", "loop", "exit", "garbage", "outside"),
                        Parameter.reals("share", 0, 1, 0.5).unit("x").meaning("nothing").when("deed", "right"));
                }
                public List<Problem> check(SearchProblem problem, Configuration settings) {
                    return problem.aims().size() > 1 ? List.of() : List.of(new Problem("aims", "must be several"));
                }
                public SearchStrategy start(SearchProblem problem, Configuration settings) {
                    System.out.println("this is no protocol");
                    StringBuilder told = new StringBuilder(problem.space() + " " + problem.aims() + problem.limits()
                        + problem.knownMetrics() + problem.cheapest() + settings);
                    return new SearchStrategy() {
                        public Ask ask(int number, RandomGenerator random) {
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
                            if (number == 3) { return new Ask.Done(told.toString()); }
                            if (number == 2) { return new Ask.Later(); }
                            if (settings.choice("deed").equals("right")) { told.append(' ').append(problem.known(drawn)); }
                            return new Ask.Try(new Proposal(drawn, new Fidelity(0.5, 1)));
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
    private static final Limit LIMIT = new Limit("macs", Limit.Side.AT_MOST, 1e6);
    private static final SearchProblem PROBLEM = new SearchProblem(
            SPACE,
            List.of(new Aim("accuracy", Goal.MAXIMIZE), new Aim("macs", Goal.MINIMIZE)),
            List.of(LIMIT),
            Set.of("macs"),
            StrangerStrategyTest::knowledge,
            new Fidelity(0.25, 0.5));

    @TempDir
    static Path folder;

    private static PluginJar jar;
    private static StrangerPlugin plugin;
    private static final List<Rejected> REJECTED = new ArrayList<>();

    @BeforeAll
    static void packTheJar() {
        StrategyJars.pack(
                folder.resolve("strangers.jar"),
                folder,
                SOURCE,
                "stranger.Missing",
                "stranger.Plugin$Silent",
                "stranger.Plugin");
        jar = PluginJar.in(folder, refused -> {}).get(0);
        List<StrangerPlugin> plugins = StrangerPlugin.in(jar, PATIENCE, REJECTED::add);
        assertEquals(1, plugins.size(), REJECTED.toString());
        plugin = plugins.get(0);
    }

    private static Known knowledge(Configuration configuration) {
        return new Known.Possible(
                Map.of("macs", configuration.integer("width") * 1000.0), "key of " + configuration.choice("kind"));
    }

    private static CheckedStrategy start(String deed) {
        Configuration settings = plugin.settings().configure(Map.of("deed", deed));
        return new CheckedStrategy("strategy stranger from strangers.jar", PROBLEM, plugin.start(PROBLEM, settings));
    }

    @Test
    void describesItselfFromItsWorkerAndLeavesOutWhatIsBroken() {
        assertEquals("stranger", plugin.id());
        assertEquals("Stranger", plugin.title());
        assertEquals("A strategy from outside.", plugin.description());
        assertEquals(
                List.of("deed", "share"),
                plugin.settings().parameters().stream().map(Parameter::name).toList());
        assertEquals("x", plugin.settings().parameters().get(1).unit());
        assertTrue(plugin.settings().parameters().get(1).activation().isPresent());
        assertEquals(
                List.of(
                        new Rejected("strangers.jar", "Provider stranger.Missing not found"),
                        new Rejected(
                                "strangers.jar",
                                "strategy stranger.Plugin$Silent does not say what it is: NullPointerException:"
                                        + " title() returned null")),
                REJECTED);
    }

    @Test
    void seesAllThatAStrategyOfOursSees() {
        SplittableRandom random = new SplittableRandom(7);
        Configuration settings = plugin.settings().configure(Map.of("share", 0.75));
        StringBuilder expected = new StringBuilder(PROBLEM.space() + " " + PROBLEM.aims() + PROBLEM.limits()
                + PROBLEM.knownMetrics() + PROBLEM.cheapest() + settings);
        try (CheckedStrategy strategy =
                new CheckedStrategy("strategy stranger", PROBLEM, plugin.start(PROBLEM, settings))) {
            List<Proposal> proposals = new ArrayList<>();
            for (int number = 0; number < 2; number++) {
                Proposal proposal = ((Ask.Try) strategy.ask(number, random.split())).proposal();
                assertTrue(SPACE.contains(proposal.configuration()));
                assertEquals(new Fidelity(0.5, 1), proposal.fidelity());
                expected.append(' ').append(knowledge(proposal.configuration()));
                proposals.add(proposal);
            }
            assertTrue(strategy.ask(2, random.split()) instanceof Ask.Later);
            List<Trial> trials = List.of(
                    new Trial(1, proposals.get(1), new Trial.Outcome.OverLimit(Map.of("macs", 2e6), LIMIT)),
                    new Trial(0, proposals.get(0), new Trial.Outcome.Completed(Map.of("accuracy", 1.0 / 3))));
            trials.forEach(trial -> {
                strategy.tell(trial);
                expected.append(' ').append(trial);
            });
            assertEquals(new Ask.Done(expected.toString()), strategy.ask(3, random.split()));
        }
        SplittableRandom same = new SplittableRandom(7);
        try (CheckedStrategy again = start("right")) {
            Ask first = again.ask(0, same.split());
            assertTrue(
                    expected.toString()
                            .contains(
                                    ((Ask.Try) first).proposal().configuration().toString()),
                    "the same generator gives the same answer");
        }
    }

    @Test
    void objectsToAProblem() {
        SearchProblem single = new SearchProblem(
                SPACE,
                List.of(new Aim("accuracy", Goal.MAXIMIZE)),
                List.of(),
                Set.of(),
                StrangerStrategyTest::knowledge,
                Fidelity.FULL);
        assertEquals(
                "[aims: must be several]",
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
            assertEquals("strategy stranger from strangers.jar: " + sentence, failure.getMessage());
        }
    }

    @Test
    void isKilledWhenItDoesNotAnswerInTime() {
        Configuration settings = plugin.settings().configure(Map.of("deed", "loop"));
        try (PluginProcess worker =
                StrangerPlugin.process(jar, "strategy stranger from strangers.jar", Duration.ofSeconds(1))) {
            Map<String, Object> start = Map.of(
                    "class", "stranger.Plugin",
                    "problem", SearchForm.write(PROBLEM),
                    "settings", SpaceForm.write(settings));
            String message = String.valueOf(assertThrows(StrategyFailure.class, () -> {
                        worker.ask("start", start, nothing -> nothing);
                        worker.ask("ask", Map.of("number", 0, "seed", 1L), nothing -> nothing);
                    })
                    .getMessage());
            // On a machine that is busy enough, its start may already take so long.
            assertTrue(
                    message.matches("strategy stranger from strangers.jar: (start|ask) did not answer within 1.0 s"),
                    message);
            assertFalse(worker.isAlive());
        }
    }

    @Test
    void endsWithWhoeverClosesIt() {
        PluginProcess process = StrangerPlugin.process(jar, "strangers.jar", PATIENCE);
        process.close();
        assertFalse(process.isAlive());
        assertEquals(
                "strangers.jar: it was ended before describe",
                assertThrows(StrategyFailure.class, () -> process.ask("describe", Map.of(), nothing -> nothing))
                        .getMessage());
    }
}
