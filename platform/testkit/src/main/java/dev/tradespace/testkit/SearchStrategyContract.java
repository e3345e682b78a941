package dev.tradespace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.api.search.Suggestion;
import dev.tradespace.api.space.Configuration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * What every search strategy keeps to. Extend it in your plugin's tests and return the plugin:
 *
 * <pre>{@code
 * class MyStrategyTest extends SearchStrategyContract {
 *     protected SearchStrategyPlugin plugin() { return new MyStrategy(); }
 * }
 * }</pre>
 *
 * A problem that the strategy's own {@code check} refuses with a sentence is left out; one at least must be left.
 */
@Timeout(
        value = 60,
        threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // not for speed: so that a strategy that loops for ever fails
public abstract class SearchStrategyContract {
    private static final long SEED = 20_261_126;
    private static final int TRIALS = 25;
    /** A strategy may ask about the few that there are more than once, or in parts, but not for ever. */
    private static final int SOON = 50;

    /** The strategy under test, a new one at each call. */
    protected abstract SearchStrategyPlugin plugin();

    @Test
    void isFoundByTheServiceLoader() {
        boolean found = ServiceLoader.load(SearchStrategyPlugin.class).stream()
                .anyMatch(provider -> provider.type().equals(plugin().getClass()));
        assertTrue(found, "META-INF/services names " + plugin().getClass().getName());
    }

    @Test
    void hasAKebabCaseIdATitleAndADescription() {
        SearchStrategyPlugin plugin = plugin();
        assertTrue(plugin.id().matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"), plugin.id());
        assertFalse(plugin.title().isBlank());
        assertFalse(plugin.description().isBlank());
    }

    @Test
    void explainsItsSettings() {
        assertEquals(plugin().settings(), plugin().settings());
        plugin().settings()
                .parameters()
                .forEach(parameter -> assertFalse(parameter.meaning().isBlank(), parameter.name()));
    }

    @Test
    void takesOnSomeProblem() {
        assertTrue(
                SyntheticProblem.all().stream().anyMatch(scene -> !scene.endsSoon() && takesOn(scene)),
                "it refuses every problem");
    }

    @TestFactory
    Stream<DynamicTest> refusesWithASentence() {
        return scenes(scene -> !takesOn(scene), scene -> {
            for (Problem problem : plugin().check(scene.problem(), settings())) {
                assertFalse(problem.message().isBlank());
            }
            assertEquals(plugin().check(scene.problem(), settings()), plugin().check(scene.problem(), settings()));
        });
    }

    /** Inside the space, possible, of a fidelity that there is; failures and broken constraints do not stop it. */
    @TestFactory
    Stream<DynamicTest> proposesWhatCanBeTried() {
        return taken(scene -> {
            AskTellRun play = play(scene, SEED).oneByOne(TRIALS);
            assertTrue(play.isDone() || play.proposed() == TRIALS, "neither done nor at the end");
            assertTrue(scene.endsSoon() || play.proposed() > 0, "it proposed nothing");
        });
    }

    @TestFactory
    Stream<DynamicTest> answersTheSameToTheSameCalls() {
        return taken(scene -> assertEquals(
                play(scene, SEED).oneByOne(TRIALS).record(),
                play(scene, SEED).oneByOne(TRIALS).record()));
    }

    /** Two searches that take turns do as they would alone. */
    @TestFactory
    Stream<DynamicTest> keepsNothingOutsideASearch() {
        return taken(scene -> {
            SearchStrategyPlugin shared = plugin();
            AskTellRun one = new AskTellRun(scene, shared.start(scene.problem(), settings()), SEED);
            AskTellRun other = new AskTellRun(scene, shared.start(scene.problem(), settings()), SEED + 1);
            for (int trials = 1; trials <= TRIALS; trials++) {
                one.oneByOne(trials);
                other.oneByOne(trials);
            }
            assertEquals(play(scene, SEED).oneByOne(TRIALS).record(), one.record());
        });
    }

    /** Several at a time, told in any order, some failed, some never told; and the record rebuilds it. */
    @TestFactory
    Stream<DynamicTest> isRebuiltFromWhatWasAskedAndTold() {
        return taken(scene -> {
            List<Object> record = play(scene, SEED).sideBySide(TRIALS).record();
            play(scene, SEED).again(record);
        });
    }

    @TestFactory
    Stream<DynamicTest> endsWhereThereIsNothingLeft() {
        return scenes(scene -> scene.endsSoon() && takesOn(scene), scene -> {
            AskTellRun play = play(scene, SEED).oneByOne(SOON);
            assertTrue(play.isDone(), () -> "it goes on after " + play.proposed() + " trials");
            assertInstanceOf(Suggestion.Exhausted.class, play.ask(), "done is done");
        });
    }

    @TestFactory
    Stream<DynamicTest> goesOnWhenEverythingFails() {
        return taken(scene -> {
            AskTellRun play = play(scene, SEED);
            while (play.proposed() < TRIALS && !play.isDone()) {
                if (play.ask() instanceof Suggestion.Propose) {
                    play.tell(0, true);
                }
            }
        });
    }

    /** Before anything is told it may propose several, or wait. */
    @TestFactory
    Stream<DynamicTest> mayBeAskedBeforeAnythingIsTold() {
        return taken(scene -> {
            AskTellRun play = play(scene, SEED);
            boolean waits = false;
            while (play.proposed() < TRIALS && !play.isDone() && !waits) {
                waits = play.ask() instanceof Suggestion.Wait;
            }
        });
    }

    private Stream<DynamicTest> taken(Consumer<SyntheticProblem> test) {
        return scenes(this::takesOn, test);
    }

    private static Stream<DynamicTest> scenes(Predicate<SyntheticProblem> which, Consumer<SyntheticProblem> test) {
        return SyntheticProblem.all().stream()
                .filter(which)
                .map(scene -> DynamicTest.dynamicTest(scene.name(), () -> test.accept(scene)));
    }

    private boolean takesOn(SyntheticProblem scene) {
        return plugin().check(scene.problem(), settings()).isEmpty();
    }

    private AskTellRun play(SyntheticProblem scene, long seed) {
        return new AskTellRun(scene, plugin().start(scene.problem(), settings()), seed);
    }

    private Configuration settings() {
        return plugin().settings().defaults();
    }
}
