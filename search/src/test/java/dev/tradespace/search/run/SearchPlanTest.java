package dev.tradespace.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.api.search.Fidelity;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.core.file.Room;
import dev.tradespace.core.json.StrictJson;
import dev.tradespace.core.measure.ScoredOn;
import dev.tradespace.core.search.Stage;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.core.training.Budget;
import dev.tradespace.search.evaluator.Evaluation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchPlanTest {
    private static final List<String> BOTH = List.of("flat", "deep-stack");

    private static SearchPlan plan(List<String> families, Map<String, String> fixed) {
        return SampleSearches.plan(SampleSearches.spec(families, List.of("cpu/one"), List.of(), fixed));
    }

    private static String problems(SearchSpec spec) {
        List<Problem> problems = SearchPlan.of(spec, SampleSearches.context()).problems();
        return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    @Test
    void oneFamilyKeepsTheNamesOfItsParameters() {
        SearchSpace space = plan(List.of("flat"), Map.of()).space().space();
        assertEquals(
                List.of("units", "twice"),
                space.parameters().stream().map(one -> one.name()).toList());
    }

    @Test
    void severalFamiliesHaveTheirNamesBeforeTheirParameters() {
        JointSpace joint = plan(BOTH, Map.of()).space();
        SearchSpace space = joint.space();
        assertEquals(
                List.of("family", "flatUnits", "flatTwice", "deepStackHead", "deepStackChannels", "deepStackHidden"),
                space.parameters().stream().map(one -> one.name()).toList());
        Configuration deep = space.configure(Map.of("family", "deep-stack", "deepStackHead", "wide"));
        assertEquals("deepStackChannels=4,deepStackHead=wide,deepStackHidden=8,family=deep-stack", deep.toString());
        assertEquals(List.of("deep-stack"), joint.families("deepStackHidden"));
        assertEquals(BOTH, joint.families("family"));
    }

    @Test
    void aPointMeansAModelForTheDataset() {
        SearchPlan plan = plan(BOTH, Map.of());
        Configuration flat = plan.space().space().configure(Map.of("family", "flat", "flatUnits", 7));
        Configuration deep = plan.space().space().configure(Map.of("family", "deep-stack"));

        assertEquals(
                "flat/plain[classes=3,resolution=20,units=7]",
                plan.candidate(flat).network().variant());
        assertEquals(
                "deep-stack/four[classes=3,resolution=24]",
                plan.candidate(deep).network().variant(),
                "the nearest resolution that it can have");
    }

    @Test
    void whatIsFixedDoesNotVaryNorWhatDependsOnIt() {
        SearchSpace plain =
                plan(List.of("deep-stack"), Map.of("head", "plain")).space().space();
        assertEquals(
                List.of("channels"),
                plain.parameters().stream().map(one -> one.name()).toList());

        SearchPlan wide = plan(BOTH, Map.of("head", "wide", "flatUnits", "5"));
        Configuration point = wide.space().space().configure(Map.of("family", "deep-stack", "deepStackHidden", 16));
        assertEquals(
                "deep-stack/four[classes=3,head=wide,hidden=16,resolution=24]",
                wide.candidate(point).network().variant());
    }

    @Test
    void whatIsFixedButDoesNotCountIsLeftOut() {
        SearchPlan plan = plan(List.of("deep-stack"), Map.of("hidden", "32"));
        assertEquals(
                "deep-stack/four[classes=3,resolution=24]",
                plan.candidate(plan.space().space().defaults()).network().variant());
    }

    @Test
    void knowsWhatCanBeCountedAndWhichNetworksAreOne() {
        SearchPlan plan = plan(BOTH, Map.of());
        SearchSpace space = plan.space().space();
        CheapMetrics.Valid once =
                (CheapMetrics.Valid) plan.problem().cheapMetrics(space.configure(Map.of("flatUnits", 7)));
        CheapMetrics.Valid twice = (CheapMetrics.Valid)
                plan.problem().cheapMetrics(space.configure(Map.of("flatUnits", 7, "flatTwice", true)));

        assertEquals(3 * 7 + 7 + 7 * 3 + 3, once.metric("params"));
        assertEquals(plan.problem().cheapMetricNames(), once.metrics().keySet());
        assertEquals(once.canonicalKey(), twice.canonicalKey());
        CheapMetrics unlucky =
                plan.problem().cheapMetrics(space.configure(Map.of("family", "deep-stack", "deepStackChannels", 13)));
        assertTrue(
                assertInstanceOf(CheapMetrics.Invalid.class, unlucky).reason().contains("must not be 13"));
    }

    @Test
    void stagesAreSweepsOfOneNetwork() {
        SearchPlan plan = SampleSearches.plan(
                SampleSearches.spec(List.of("flat"), List.of("cpu/one", "cpu/two"), List.of(), Map.of()));
        TrialState trial = TrialState.proposed(
                0, plan.candidate(plan.space().space().defaults()).network(), new Fidelity(0.5, 0.5), Duration.ZERO);

        var cost = jobs(plan, trial.at(Stage.MEASURING)).expansion();
        var training = jobs(plan, trial.at(Stage.TRAINING)).expansion();
        var test = jobs(plan, trial.at(Stage.TESTING)).expansion();

        assertEquals(2, cost.subjects().size());
        assertEquals(List.of(), cost.trainings());
        assertEquals("random:7", cost.subjects().get(0).key().weights());
        assertEquals(new Budget.Epochs(2), training.trainings().get(0).spec().budget());
        assertEquals(OptionalInt.of(500), training.trainings().get(0).spec().subset());
        assertEquals(
                new ScoredOn("shapes", true),
                ScoredOn.parse(training.subjects().get(0).key().dataset()));
        assertEquals("shapes", test.subjects().get(0).key().dataset());
        assertEquals(
                training.subjects().get(0).key().weights(),
                test.subjects().get(0).key().weights());
        assertNotEquals(training.subjects().get(0).key(), test.subjects().get(0).key());
    }

    @Test
    void anOnlyTargetMayBeNamedOrNot() {
        SearchPlan plan = SampleSearches.plan(SampleSearches.spec(
                List.of("flat"), List.of("cpu/one"), List.of("latency@cpu/one<=5ms", "params<=1M"), Map.of()));
        assertEquals(
                List.of(
                        new Constraint("latency", Constraint.Side.AT_MOST, 5),
                        new Constraint("params", Constraint.Side.AT_MOST, 1e6)),
                plan.problem().constraints());
    }

    @Test
    void ofSeveralTargetsEachCanBeNamed() {
        SearchPlan plan = SampleSearches.plan(SampleSearches.spec(
                List.of("flat"),
                List.of("cpu/one", "cpu/two"),
                List.of("latency@cpu/one<=2", "latency<=500us"),
                Map.of()));
        assertEquals(
                List.of(
                        new Constraint("latency@cpu/one", Constraint.Side.AT_MOST, 2),
                        new Constraint("latency", Constraint.Side.AT_MOST, 0.5)),
                plan.problem().constraints());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "latency<5        | must be a metric, <= or >=, and a bound",
                "speed<=5         | there is no metric speed; there are accuracy, latency",
                "latency<=fast    | the bound of latency must be a number such as 20ms, was fast",
                "latency@gpu/x<=5 | target gpu/x of latency is none of this search",
                "params@cpu/one<=5 | params is the same on every target",
                "latency<=0ms     | /limits/0: nothing keeps latency<=0ms: latency is above 0 whatever the network",
                "latency<=0.0     | nothing keeps latency<=0.0",
                "memory<=0        | nothing keeps memory<=0",
                "modelSize<=0B    | nothing keeps modelSize<=0B",
                "params<=0        | nothing keeps params<=0",
                "accuracy>=200%   | nothing keeps accuracy>=200%: an accuracy is at most 100%",
                "accuracy>=100.01 | nothing keeps accuracy>=100.01",
                "params<=-5       | the bound of params must be a number such as 10M, was -5",
                "latency<=NaN     | the bound of latency must be a number such as 20ms, was NaN",
                "latency<=1e999   | the bound of latency must be a number such as 20ms, was 1e999",
                "memory<=30       | keeps every limit; the nearest, twice=false,units=1, has modelSize 40 B, with"
                        + " which no network keeps memory<=30 B: a network that runs has its weights in memory",
                "latency<=1e-9ms  | has macs 6, with which no network keeps latency<=1E-9 ms: no processor does more"
                        + " than 1 T MACs a second",
                "throughput>=1e15 | has macs 6, with which no network keeps throughput>=",
                "params<=1        | keeps every limit; the nearest, twice=false,units=1, has params 10, and the limit"
                        + " is 1",
            })
    void refusesALimitInASentence(String constraint, String sentence) {
        String problems =
                problems(SampleSearches.spec(List.of("flat"), List.of("cpu/one"), List.of(constraint), Map.of()));
        assertTrue(problems.contains(sentence), problems);
    }

    @Test
    void refusesALimitThatIsGivenTwice() {
        assertEquals(
                "/limits/1: latency<=5ms and latency<=3ms bound latency twice: leave one of them out",
                problems(SampleSearches.spec(
                        List.of("flat"), List.of("cpu/one"), List.of("latency<=5ms", "latency<=3ms"), Map.of())));
    }

    @Test
    void takesALimitThatAnAccuracyCanReach() {
        assertEquals(
                "",
                problems(SampleSearches.spec(
                        List.of("flat"), List.of("cpu/one"), List.of("accuracy>=100", "latency<=1us"), Map.of())));
    }

    @Test
    void aLimitThatIsWideEnoughBoundsNothing() {
        SearchSpec spec = SampleSearches.spec(
                List.of("flat"), List.of("cpu/one"), List.of("latency<=1e300", "throughput>=1e-300"), Map.of());
        assertEquals(List.of(), SampleSearches.plan(spec).rules().bounds());
    }

    @Test
    void aSearchThatIsShownHasItsLimits() {
        SearchSpec spec = SampleSearches.spec(List.of("flat"), List.of("cpu/one"), List.of("latency<=5ms"), Map.of());
        SearchContext context = SampleSearches.context();
        assertEquals(
                List.of(new Constraint("latency", Constraint.Side.AT_MOST, 5)),
                SearchView.of(spec, context.catalogue(), context.training(), context.evaluators())
                        .rules()
                        .constraints());
    }

    /** It is counted before anything is written; so is that it cannot be trained on this machine. */
    @Test
    void whatNeverFitsIntoTheMemoryIsImpossible() {
        SearchPlan plan = SearchPlan.of(
                        SampleSearches.spec(List.of("flat"), List.of("cpu/one"), List.of(), Map.of()),
                        SampleSearches.context(new Room("/", Long.MAX_VALUE, 20_000)))
                .plan()
                .orElseThrow();
        Configuration small = plan.space().space().configure(Map.of("units", 1));
        Configuration large = plan.space().space().configure(Map.of("units", 100));

        assertInstanceOf(CheapMetrics.Valid.class, plan.candidate(small).known());
        SearchPlan tight = SearchPlan.of(
                        SampleSearches.spec(List.of("flat"), List.of("cpu/one"), List.of(), Map.of()),
                        SampleSearches.context(new Room("/", Long.MAX_VALUE, 12_000)))
                .plan()
                .orElseThrow();
        assertEquals(
                new CheapMetrics.Invalid("its training takes at least 13.2 kB of memory, and this machine has 12.0 kB"),
                tight.candidate(large).known());
    }

    @Test
    void refusesLimitsThatContradictEachOther() {
        String problems = problems(SampleSearches.spec(
                List.of("flat"), List.of("cpu/one"), List.of("params<=1k", "params>=2k"), Map.of()));
        assertEquals("/limits/1: params<=1k and params>=2k contradict each other: nothing keeps both", problems);
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() {
        SearchSpec wrong = new SearchSpec(
                List.of("flat", "lenet", "flat"),
                "imagenet",
                List.of("cpu/one", "gpu/one"),
                List.of("accuracy", "latency", "accuracy"),
                List.of("energy"),
                List.of(),
                new SearchSpec.Budget(5, null),
                "prophecy",
                Map.of(),
                new SearchSpec.Effort(1, 1, 4, null),
                Map.of());
        String problems = problems(wrong);
        for (String sentence : List.of(
                "/families/1: there is no family lenet; there are",
                "/families/2: family flat is named twice",
                "/targets/1: there is no target gpu/one; there are cpu/one, cpu/two",
                "/dataset: there is no dataset imagenet",
                "/maximize/1: latency is better the smaller it is: minimize it",
                "/maximize/2: accuracy is named twice",
                "/strategy: there is no strategy prophecy; there are")) {
            assertTrue(problems.contains(sentence), sentence + " in " + problems);
        }
    }

    @Test
    void refusesWhatCannotBeFixed() {
        String problems = problems(SampleSearches.spec(
                BOTH, List.of("cpu/one"), List.of(), Map.of("classes", "4", "units", "0", "colour", "red")));
        assertTrue(problems.contains("/set/classes: is the dataset's and cannot be set"), problems);
        assertTrue(problems.contains("/set/colour: there is no such parameter; there are resolution"), problems);
        assertTrue(problems.contains("/set/units: of flat must be a whole number from 1 to 100, was 0"), problems);
    }

    @Test
    void refusesEnergyWhereItCannotBeMeasured() {
        SearchSpec spec = SampleSearches.spec(List.of("flat"), List.of("cpu/two"), List.of("energy<=1mJ"), Map.of());
        assertEquals("energy cannot be measured on cpu/two: it has no meter", problems(spec));
    }

    @Test
    void aSpecIsReadAsItIsWritten() {
        SearchSpec spec = new SearchSpec(
                List.of("flat"),
                "shapes",
                List.of("cpu/one"),
                List.of("accuracy"),
                List.of(),
                List.of("params<=1M"),
                new SearchSpec.Budget(null, Duration.ofMillis(1500)),
                "random",
                Map.of("a", "b"),
                new SearchSpec.Effort(2, -3, 4, 100, 9),
                Map.of("units", "7"));
        String text = spec.json().toString();
        assertEquals(
                spec,
                SearchSpecReader.read(StrictJson.read(StrictJson.json(), text))
                        .spec()
                        .orElseThrow());
        assertEquals(
                "tradespace search --families flat --dataset shapes --target cpu/one --maximize accuracy --limit"
                        + " 'params<=1M' --time 1s --epochs 4 --subset 100 --set units=7 --strategy random --setting a=b"
                        + " --parallel 2 --patience 9 --seed -3",
                SearchCommandLine.of(spec));
    }

    @Test
    void aDocumentIsRefusedWithEveryProblem() {
        SearchSpecReader.Read read = SearchSpecReader.read(StrictJson.read(
                StrictJson.json(),
                "{\"families\":[],\"targets\":[\"x\"],\"trials\":0,\"set\":{\"a\":[1]},\"colour\":1}"));
        assertFalse(read.spec().isPresent());
        assertEquals(
                List.of("/families", "/dataset", "/trials", "/set/a", "/colour"),
                read.problems().stream().map(Problem::path).toList());
    }

    private static Evaluation.Jobs jobs(SearchPlan plan, TrialState trial) {
        return assertInstanceOf(Evaluation.Jobs.class, plan.evaluate(trial));
    }
}
