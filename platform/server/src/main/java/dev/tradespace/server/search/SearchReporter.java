package dev.tradespace.server.search;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.search.Trial.Outcome;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.search.SearchState;
import dev.tradespace.core.search.SearchState.Counts;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.results.Results;
import dev.tradespace.search.evaluator.Evaluator;
import dev.tradespace.search.report.ReportPage;
import dev.tradespace.search.report.SearchReport;
import dev.tradespace.search.report.SearchReport.Column;
import dev.tradespace.search.report.SearchReport.Fact;
import dev.tradespace.search.report.SearchReport.Line;
import dev.tradespace.search.report.SearchReport.Member;
import dev.tradespace.search.report.SearchReport.Point;
import dev.tradespace.search.report.SearchReport.Share;
import dev.tradespace.search.report.SearchReport.TestFigure;
import dev.tradespace.search.report.SearchReport.Volume;
import dev.tradespace.search.run.Criterion;
import dev.tradespace.search.run.SearchCommandLine;
import dev.tradespace.search.run.SearchSpec;
import dev.tradespace.search.run.SearchView;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes reports of searches. Any thread may ask; every method may block. */
public final class SearchReporter {
    private static final double MILLIS_PER_SECOND = 1000;
    private static final int DIGITS = 3;

    /** Shown of every search beside what it optimises and limits; the rest is in the results. */
    private static final Set<String> ALWAYS =
            Set.of("accuracy", "latency", "memory", "energy", "params", "macs", "modelSize");

    private final SearchReader searches;
    private final Results results;
    private final Catalogue catalogue;
    private final String version;

    /**
     * A writer of the reports of a store.
     *
     * @param version the program's, for the report
     */
    public SearchReporter(SearchReader searches, Results results, Catalogue catalogue, String version) {
        this.searches = searches;
        this.results = results;
        this.catalogue = catalogue;
        this.version = version;
    }

    /** The report of a search as it stands, one HTML file. */
    public String html(SearchState search) {
        SearchDetail detail = searches.detail(search);
        SearchView view = detail.view();
        List<Column> columns = columns(detail);
        Set<String> varied = varied(detail.trials());
        return ReportPage.html(new SearchReport(
                "Search " + search.id() + ": " + subject(view.spec()),
                status(search),
                asked(search, view),
                SearchCommandLine.of(view.spec()),
                new Fact("Strategy", strategy(search)),
                columns,
                view.rules().constraints(),
                detail.trials().stream()
                        .map(trial -> line(detail, trial, varied))
                        .toList(),
                detail.front().stream().map(member -> member(member, view)).toList(),
                new Volume(
                        detail.curve().stream()
                                .map(point -> new Point(seconds(point.time()), point.share()))
                                .toList(),
                        sentence(detail.box())),
                detail.importance().shares().stream()
                        .map(share -> new Share(
                                shareName(share.parameter(), view.spec().families()),
                                share.share(),
                                share.low(),
                                share.high()))
                        .toList(),
                sentence(detail.importance().sentence()),
                surroundings(detail)));
    }

    private static String subject(SearchSpec spec) {
        return String.join(", ", spec.families()) + " on " + spec.dataset();
    }

    private static String status(SearchState search) {
        Counts counts = search.counts();
        String reason = search.reason();
        return sentence(search.status().id()) + " Asked for at " + search.created() + "; " + counts.asked()
                + " trials, "
                + shortened(counts.evaluated()) + " evaluations, " + counts.overLimit() + " over a limit, "
                + counts.failed()
                + " failed, " + counts.reused() + " known from an equal network; "
                + search.spent().toSeconds() + " s of running."
                + (reason == null ? "" : " " + sentence(reason));
    }

    private static List<Fact> asked(SearchState search, SearchView view) {
        SearchSpec spec = view.spec();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Seed", String.valueOf(spec.effort().seed())));
        facts.add(new Fact("Families", String.join(", ", spec.families())));
        facts.add(new Fact("Targets", String.join(", ", spec.targets())));
        facts.add(new Fact("Maximise", String.join(", ", spec.maximize())));
        facts.add(new Fact("Minimise", String.join(", ", spec.minimize())));
        facts.add(new Fact("Limits", spec.limits().isEmpty() ? "none" : String.join(", ", spec.limits())));
        facts.add(new Fact("Data set", dataset(view)));
        Integer subset = spec.effort().subset();
        facts.add(new Fact(
                "A whole training",
                spec.effort().epochs() + " epochs"
                        + (subset == null ? "" : " over " + subset + " of the training images")));
        if (!spec.fixed().isEmpty()) {
            facts.add(new Fact("Held fixed", pairs(spec.fixed())));
        }
        facts.add(new Fact("Budget", budget(spec.budget())));
        facts.add(new Fact("Trials at once", String.valueOf(spec.effort().parallel())));
        if (!search.strategy().settings().isEmpty()) {
            facts.add(new Fact("Settings", pairs(search.strategy().settings())));
        }
        return facts;
    }

    private static String dataset(SearchView view) {
        if (view.dataset() == null) {
            return view.spec().dataset() + " (no longer here)";
        }
        return view.dataset().id() + ": " + view.dataset().training() + " training, "
                + view.dataset().validation() + " validation and "
                + view.dataset().test() + " test images of "
                + view.dataset().classes().size() + " classes, digest "
                + view.dataset().digest();
    }

    private static String pairs(Map<String, String> settings) {
        return String.join(
                ", ",
                settings.entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .toList());
    }

    private static String budget(SearchSpec.Budget budget) {
        List<String> parts = new ArrayList<>();
        if (budget.trials() != null) {
            parts.add(budget.trials() + " evaluations");
        }
        if (budget.time() != null) {
            parts.add(budget.time().toSeconds() + " s");
        }
        return String.join(" or ", parts) + (parts.size() > 1 ? ", whichever comes first" : "");
    }

    private static String strategy(SearchState search) {
        String why = search.strategy().why();
        return search.strategy().id() + (why.isEmpty() ? "" : ": " + why);
    }

    private static List<Column> columns(SearchDetail detail) {
        SearchView view = detail.view();
        Set<String> wanted = new HashSet<>();
        view.rules().objectives().forEach(objective -> wanted.add(objective.metric()));
        view.rules().constraints().forEach(limit -> wanted.add(limit.metric()));
        return view.shown().stream()
                .filter(criterion -> wanted.contains(criterion.name())
                        || (ALWAYS.contains(criterion.name())
                                && detail.trials().stream()
                                        .anyMatch(trial -> trial.values().containsKey(criterion.name()))))
                .map(criterion -> new Column(
                        criterion.name(),
                        title(criterion, view.spec()),
                        Metric.find(criterion.metric()).orElse(Metric.MEMORY),
                        criterion.goal(),
                        view.rules().objectives().stream()
                                .anyMatch(objective -> objective.metric().equals(criterion.name())),
                        origin(criterion, view.spec())))
                .toList();
    }

    private static String title(Criterion criterion, SearchSpec spec) {
        String name =
                switch (criterion.metric()) {
                    case "accuracy" -> "Validation accuracy";
                    case "latency" -> "Latency (p50)";
                    case "throughput" -> "Throughput";
                    case "memory" -> "Memory";
                    case "energy" -> "Energy per inference";
                    case "params" -> "Parameters";
                    case "macs" -> "MACs";
                    case "modelSize" -> "Model size";
                    case "activationMemory" -> "Activation memory";
                    default -> criterion.metric();
                };
        String target = criterion.target();
        return target == null || spec.targets().size() == 1 ? name : name + " on " + target;
    }

    private static String origin(Criterion criterion, SearchSpec spec) {
        String where = criterion.target() != null
                ? criterion.target()
                : spec.targets().size() == 1 ? spec.targets().get(0) : "the worst of all targets";
        Evaluator.Provided provided = criterion.provided();
        return provided.onTarget() ? provided.how() + ": " + where : provided.how();
    }

    private Line line(SearchDetail detail, TrialState trial, Set<String> varied) {
        Optional<TrainingState> training = detail.training(trial);
        return new Line(
                trial.number(),
                trial.network().model(),
                name(trial, varied),
                trial.network().model() == null
                        ? "no such model"
                        : trial.network().family(),
                outcome(trial),
                note(trial, training),
                trial.values(),
                trial.evidence().intervals(),
                trial.outcome() == null ? OptionalDouble.empty() : OptionalDouble.of(seconds(trial.spent())),
                training.filter(done -> done.status() == TrainingState.Status.DONE)
                        .map(done -> "training " + done.id() + ": /api/trainings/" + done.id() + "/model.onnx")
                        .orElse(""));
    }

    /** Its values of the parameters that vary, to three digits. */
    private static String name(TrialState trial, Set<String> varied) {
        return String.join(
                ", ",
                trial.network().configuration().entrySet().stream()
                        .filter(one ->
                                varied.contains(one.getKey()) && !one.getKey().equals("family"))
                        .map(one -> own(one.getKey(), trial.network().family()) + " " + shortened(one.getValue()))
                        .toList());
    }

    /**
     * A parameter that only one of several families has carries that family's name: {@code mobilenetWidth} is its
     * {@code width}.
     */
    private static String own(String parameter, String family) {
        if (parameter.length() == family.length()
                || !parameter.startsWith(family)
                || !Character.isUpperCase(parameter.charAt(family.length()))) {
            return parameter;
        }
        String rest = parameter.substring(family.length());
        return Character.toLowerCase(rest.charAt(0)) + rest.substring(1);
    }

    private static String shareName(String parameter, List<String> families) {
        return families.stream()
                .filter(family -> !own(parameter, family).equals(parameter))
                .findFirst()
                .map(family -> own(parameter, family) + " (" + family + ")")
                .orElse(parameter);
    }

    private static String shortened(Object value) {
        return value instanceof Double number
                ? new BigDecimal(number)
                        .round(new MathContext(DIGITS))
                        .stripTrailingZeros()
                        .toPlainString()
                : String.valueOf(value);
    }

    /** The parameters of which not all trials have the same value. */
    private static Set<String> varied(List<TrialState> trials) {
        Set<String> all = new TreeSet<>();
        trials.forEach(trial -> all.addAll(trial.network().configuration().keySet()));
        all.removeIf(name -> trials.stream()
                        .map(trial -> Optional.ofNullable(
                                trial.network().configuration().get(name)))
                        .distinct()
                        .count()
                < 2);
        return all;
    }

    private static SearchReport.Outcome outcome(TrialState trial) {
        if (trial.outcome() == null) {
            return SearchReport.Outcome.UNFINISHED;
        }
        return trial.outcome() instanceof Outcome.Completed
                ? SearchReport.Outcome.EVALUATED
                : trial.outcome() instanceof Outcome.Pruned
                        ? SearchReport.Outcome.OVER_LIMIT
                        : SearchReport.Outcome.FAILED;
    }

    private String note(TrialState trial, Optional<TrainingState> training) {
        List<String> notes = new ArrayList<>();
        if (trial.outcome() instanceof Outcome.Failed failed) {
            notes.add(failed.reason());
        } else if (trial.outcome() instanceof Outcome.Pruned over) {
            notes.add("over the limit " + over.violated());
        }
        if (trial.source() != null) {
            notes.add("equal to the network of trial " + trial.source());
        }
        if (!trial.fidelity().isFull()) {
            notes.add("trained for " + trial.fidelity().epochs() + " of the epochs on "
                    + trial.fidelity().data() + " of the images");
        }
        trial.evidence().rows().forEach((target, id) -> results.measurements()
                .row(id)
                .filter(ResultRow::noisy)
                .ifPresent(row -> notes.add("noisy on " + target + ": " + String.join(", ", row.disturbances()))));
        training.ifPresent(one -> notes.add("training seed " + one.spec().seed()));
        return String.join("; ", notes);
    }

    private static Member member(SearchDetail.Member member, SearchView view) {
        OptionalInt images = view.dataset() == null
                ? OptionalInt.empty()
                : OptionalInt.of(view.dataset().test());
        return new Member(member.trial().number(), member.test().map(figure -> test(figure, images)));
    }

    private static TestFigure test(Figure.Measured figure, OptionalInt images) {
        return new TestFigure(figure.amount(), Optional.ofNullable(figure.interval()), images);
    }

    /** The environment of the last measurement that is kept, and who built the networks. */
    private List<Fact> surroundings(SearchDetail detail) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Tradespace", version));
        catalogue.families().stream()
                .filter(family -> detail.view().spec().families().contains(family.id()))
                .forEach(family -> facts.add(new Fact("Family " + family.id(), family.source())));
        Optional<TrialState> last = detail.trials().stream()
                .filter(trial -> !trial.evidence().rows().isEmpty())
                .max(Comparator.comparing(TrialState::told));
        last.ifPresent(trial -> new TreeMap<>(trial.evidence().rows()).forEach((target, row) -> {
            facts.add(new Fact("Measured on", target + ", the last time for trial " + trial.number() + ":"));
            results.measurements().environment(row).forEach((name, value) -> facts.add(new Fact(name, value)));
        }));
        return facts;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS_PER_SECOND;
    }

    private static String sentence(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return trimmed;
        }
        String ended = trimmed.endsWith(".") ? trimmed : trimmed + ".";
        return Character.toUpperCase(ended.charAt(0)) + ended.substring(1);
    }
}
