package dev.tradespace.search.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Objective;
import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.core.catalogue.Rejected;
import dev.tradespace.search.external.StrategyJars;
import dev.tradespace.search.strategy.CheckedStrategy;
import dev.tradespace.search.strategy.TrialRandom;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrategiesTest {
    private static final String SOURCE = """
        package external;

        import dev.tradespace.api.search.*;
        import dev.tradespace.api.space.*;
        import java.util.random.RandomGenerator;

        public class Plugin implements SearchStrategyPlugin {
            public String id() { return "steady"; }
            public String title() { return "Steady"; }
            public String description() { return "Always the defaults."; }
            public SearchSpace settings() { return SearchSpace.of(Parameter.integers("patience", 1, 9, 4)); }
            public SearchStrategy start(SearchProblem problem, Configuration settings) {
                return new SearchStrategy() {
                    public Suggestion ask(int number, RandomGenerator random) {
                        return new Suggestion.Propose(Proposal.full(problem.space().defaults()));
                    }
                    public void tell(Trial trial) {}
                };
            }
            public static class Loud extends Plugin { public String id() { return "LOUD"; } }
            public static class Auto extends Plugin { public String id() { return "auto"; } }
            public static class Blank extends Plugin {
                public String id() { return "blank"; }
                public String title() { return ""; }
            }
        }
        """;

    private static final SearchProblem PROBLEM = new SearchProblem(
            SearchSpace.of(Parameter.integers("colour", 1, 8, 4)),
            List.of(new Objective("accuracy", Goal.MAXIMIZE)),
            List.of(),
            Set.of(),
            configuration -> new CheapMetrics.Valid(Map.of(), configuration.toString()),
            Fidelity.FULL);

    private static Strategies load(Path... folders) {
        return Strategies.load(StrategiesTest.class.getClassLoader(), List.of(folders), Duration.ofSeconds(30));
    }

    @Test
    void takesStrategiesFromJarsBesideItsOwn(@TempDir Path folder, @TempDir Path scratch) {
        StrategyJars.pack(folder.resolve("a.jar"), scratch, SOURCE, "external.Plugin");
        StrategyJars.pack(
                folder.resolve("b.jar"),
                scratch,
                SOURCE,
                "external.Plugin",
                "external.Plugin$Loud",
                "external.Plugin$Auto",
                "external.Plugin$Blank");
        Strategies strategies = load(folder.resolve("absent"), folder);
        assertEquals(
                List.of(
                        new Rejected("b.jar", "the strategy id steady is taken already, by the one from a.jar"),
                        new Rejected("b.jar", "the id of a strategy must be kebab-case, was LOUD"),
                        new Rejected(
                                "b.jar", "no strategy may be called auto: the platform chooses one under that name"),
                        new Rejected("b.jar", "strategy blank: its title and its description must not be blank")),
                strategies.rejected());
        Strategy steady = strategies.strategy("steady");
        assertEquals("a.jar", steady.source());
        assertEquals("strategy steady from a.jar", steady.name());
        assertEquals(7, steady.settings(Map.of("patience", "7")).integer("patience"));
        ChosenStrategy chosen = strategies.choose("steady", Map.of(), PROBLEM, OptionalLong.of(9));
        assertEquals("steady, as was asked", chosen.why());
        try (CheckedStrategy started = chosen.start(PROBLEM)) {
            Suggestion.Propose ask = (Suggestion.Propose) started.ask(0, TrialRandom.of(1, 0));
            assertEquals(PROBLEM.space().defaults(), ask.proposal().configuration());
        }
    }

    @Test
    void tellsWhichThereAre() {
        Strategies strategies = load();
        assertEquals(List.of(), strategies.rejected());
        assertTrue(strategies.has("compound-scaling"));
        assertFalse(strategies.has("hope"));
        String message = String.valueOf(assertThrows(UnknownStrategy.class, () -> strategies.strategy("hope"))
                .getMessage());
        assertTrue(message.startsWith("there is no strategy hope; there are "), message);
        assertTrue(
                message.endsWith("compound-scaling and auto, which chooses among them")
                        || message.contains("compound-scaling, "),
                message);
    }

    @Test
    void refusesSettingsAndProblemsThatDoNotSuit() {
        Strategies strategies = load();
        assertEquals(
                "steps: must be a whole number from 1 to 8, was 99; tempo: there is no such parameter;"
                        + " there are steps, baseDepth, baseWidth, baseResolution",
                assertThrows(BadConfiguration.class, () -> strategies
                                .strategy("compound-scaling")
                                .settings(Map.of("steps", "99", "tempo", "1")))
                        .problems()
                        .stream()
                        .map(String::valueOf)
                        .sorted()
                        .reduce((a, b) -> a + "; " + b)
                        .orElse(""));
        assertEquals(
                "strategy compound-scaling: compound scaling needs at least two of depth, width and resolution among the"
                        + " parameters that vary, as their plugin gives them roles; there are colour (no role)",
                assertThrows(
                                BadConfiguration.class,
                                () -> strategies.choose("compound-scaling", Map.of(), PROBLEM, OptionalLong.empty()))
                        .getMessage());
        assertEquals(
                "auto: has no settings, was given {eta=3}; name the strategy that they are for",
                assertThrows(
                                BadConfiguration.class,
                                () -> strategies.choose("auto", Map.of("eta", "3"), PROBLEM, OptionalLong.empty()))
                        .getMessage());
    }
}
