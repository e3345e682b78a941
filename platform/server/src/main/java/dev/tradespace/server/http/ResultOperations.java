package dev.tradespace.server.http;

import static io.vertx.core.http.HttpMethod.GET;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.measure.PresentConditions;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.ScoredOn;
import dev.tradespace.results.Results;
import dev.tradespace.results.database.Page;
import dev.tradespace.results.front.FrontQuery;
import dev.tradespace.results.front.Selection;
import dev.tradespace.results.front.Stratum;
import dev.tradespace.results.front.TargetFront;
import dev.tradespace.results.measurement.RowQuery;
import dev.tradespace.search.recommend.Recommendation;
import dev.tradespace.search.recommend.Recommender;
import dev.tradespace.server.device.RowSource;
import dev.tradespace.server.wire.PageView;
import dev.tradespace.server.wire.RecommendationJson.RecommendationView;
import dev.tradespace.server.wire.RowJson.FrontView;
import dev.tradespace.server.wire.RowJson.MeasurementView;
import dev.tradespace.server.wire.RowJson.RowView;
import dev.tradespace.server.wire.RowMarks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was measured: rows, fronts, and the recommendation among them. */
final class ResultOperations {
    /** What is asked about where nothing is named. */
    static final String DATASET = "imagenet-1k";

    private static final String TARGET_EXAMPLE = "local-cpu/ort-fp32-1t";
    private static final String MEASUREMENT = "measurement";
    private static final String METRICS =
            Arrays.stream(Metric.values()).map(Metric::id).collect(Collectors.joining(", "));

    private final Results results;
    private final Catalogue catalogue;
    private final PresentConditions present;
    private final RowSource rows;

    ResultOperations(Results results, RowSource rows, Catalogue catalogue, List<KnownTarget> targets) {
        this.results = results;
        this.rows = rows;
        this.catalogue = catalogue;
        this.present = KnownTarget.present(targets);
    }

    List<Operation> all() {
        return List.of(
                Operation.blocking(GET, "/api/measurements", Workload.STORE, this::list),
                Operation.blocking(GET, "/api/measurements/:id", Workload.STORE, this::show),
                Operation.blocking(GET, "/api/pareto", Workload.REPORT, this::pareto),
                Operation.blocking(GET, "/api/recommend", Workload.REPORT, this::recommend));
    }

    private Response list(Request request) {
        Query query = request.query();
        List<String> wanted = query.texts("target");
        List<String> families = query.texts("family");
        List<String> variants = query.texts("variant").stream()
                .map(name -> results.variant(name).orElse(name))
                .toList();
        Optional<String> dataset = query.text("dataset");
        Optional<String> data = query.text("data").map(ResultOperations::digest);
        Optional<String> conditions = query.text("conditions").map(ResultOperations::digest);
        Optional<Protocol> protocol = protocol(query);
        Optional<Long> sweep = query.number("sweep");
        Optional<Metric> order = query.parsed("order", Metric::find, "one of " + METRICS);
        int offset = query.offset();
        int limit = query.limit();
        requireKnown(query, wanted);
        query.finish();
        Page<ResultRow> page = rows.rows(new RowQuery(
                variants,
                families,
                wanted,
                dataset.orElse(null),
                data.orElse(null),
                conditions.orElse(null),
                protocol.orElse(null),
                sweep.orElse(null),
                order.orElse(null),
                offset,
                limit));
        RowMarks marks = marks(rows.strata(wanted));
        return Response.ok(PageView.of(page, row -> RowView.of(row, marks)));
    }

    private static String digest(String asked) {
        return asked.equals(Selection.Asked.NONE) ? "" : asked;
    }

    private RowMarks marks(List<Stratum> strata) {
        return RowMarks.of(strata, present, catalogue.families());
    }

    private Response show(Request request) {
        request.query().finish();
        long id = request.signedNumber(MEASUREMENT);
        ResultRow row = rows.row(id).orElseThrow(() -> request.notFound(MEASUREMENT));
        RowMarks marks = marks(rows.strata(List.of(row.key().target())));
        return Response.ok(new MeasurementView(RowView.of(row, marks), rows.samples(id), rows.environment(id)));
    }

    private Response pareto(Request request) {
        Query query = request.query();
        String target = query.required("target", TARGET_EXAMPLE);
        String dataset = query.text("dataset").orElse(DATASET);
        Optional<Protocol> protocol = protocol(query);
        List<Metric> objectives = query.parsed(
                        "objectives",
                        ResultOperations::metrics,
                        "different ones of " + METRICS + ", with commas between")
                .orElse(List.of(Metric.ACCURACY, Metric.LATENCY));
        List<String> wanted = target.isEmpty() ? List.of() : List.of(target);
        Selection.Asked asked = asked(query);
        requireKnown(query, wanted);
        List<Stratum> strata = rows.strata(wanted);
        requireMeasured(query, strata, dataset, wanted, asked);
        query.finish();
        Selection selection = Selection.of(strata, dataset, wanted, present, asked);
        TargetFront front = rows.front(new FrontQuery(
                target, dataset, selection.data(), selection.conditions(target), protocol.orElse(null), objectives));
        RowMarks marks = marks(strata).with(selection);
        return Response.ok(FrontView.of(target, selection, objectives, front, marks));
    }

    private static Selection.Asked asked(Query query) {
        return new Selection.Asked(query.text("data"), query.texts("conditions"));
    }

    private static void requireMeasured(
            Query query, List<Stratum> strata, String dataset, List<String> wanted, Selection.Asked asked) {
        for (String unknown : Selection.unknown(strata, dataset, wanted, asked)) {
            query.refuse(
                    asked.data().filter(unknown::equals).isPresent() ? "data" : "conditions",
                    "nothing was measured with " + unknown + "; there are "
                            + strata.stream()
                                    .filter(one -> one.dataset().equals(dataset) && wanted.contains(one.target()))
                                    .map(one -> Selection.shortened(one.data()) + " with "
                                            + Selection.shortened(
                                                    one.conditions().digest()))
                                    .collect(Collectors.joining(", ")));
        }
    }

    private static Optional<List<Metric>> metrics(String text) {
        List<Metric> metrics = new ArrayList<>();
        for (String id : text.split(",", -1)) {
            Optional<Metric> metric = Metric.find(id.strip());
            if (metric.isEmpty() || metrics.contains(metric.get())) {
                return Optional.empty();
            }
            metrics.add(metric.get());
        }
        return Optional.of(metrics);
    }

    private Response recommend(Request request) {
        Query query = request.query();
        List<String> wanted = query.requiredTexts("target", TARGET_EXAMPLE).stream()
                .distinct()
                .toList();
        List<Stratum> strata = rows.strata(wanted);
        String dataset = query.text("dataset").orElseGet(() -> dataset(strata, wanted));
        List<Constraint> limits = limits(query);
        Selection.Asked asked = asked(query);
        requireKnown(query, wanted);
        requireMeasured(query, strata, dataset, wanted, asked);
        query.finish();
        Selection selection = Selection.of(strata, dataset, wanted, present, asked);
        List<ResultRow> candidates = selection.chosen().values().stream()
                .flatMap(stratum -> rows.rows(stratum).stream())
                .toList();
        Recommendation recommendation = Recommender.recommend(candidates, wanted, limits);
        return Response.ok(RecommendationView.of(
                wanted,
                selection,
                otherDatasets(strata, wanted, dataset),
                limits,
                candidates,
                recommendation,
                marks(strata).with(selection)));
    }

    /**
     * Where none is named: the one on which models were trained and scored last, else the one that accuracies are
     * published for.
     */
    private static String dataset(List<Stratum> strata, List<String> wanted) {
        return strata.stream()
                .filter(one -> wanted.contains(one.target()) && !one.data().isEmpty() && one.scored() > 0)
                .map(Stratum::dataset)
                .filter(dataset -> !ScoredOn.parse(dataset).validation())
                .findFirst()
                .orElse(DATASET);
    }

    private static List<String> otherDatasets(List<Stratum> strata, List<String> wanted, String dataset) {
        return strata.stream()
                .filter(one -> wanted.contains(one.target())
                        && (one.scored() > 0 || !one.data().isEmpty()))
                .map(Stratum::dataset)
                .filter(other ->
                        !other.equals(dataset) && !ScoredOn.parse(other).validation())
                .distinct()
                .toList();
    }

    /** A limit for each metric: {@code maxLatency} where less is better, {@code minAccuracy} where more is. */
    private static List<Constraint> limits(Query query) {
        List<Constraint> limits = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            query.amount(metric.limitName(), metric.unit())
                    .ifPresent(bound -> limits.add(Constraint.on(metric, bound)));
        }
        return limits;
    }

    private static Optional<Protocol> protocol(Query query) {
        return query.parsed(
                "protocol",
                Protocol::find,
                Arrays.stream(Protocol.values()).map(Protocol::id).collect(Collectors.joining(", ", "one of ", "")));
    }

    private void requireKnown(Query query, List<String> wanted) {
        for (String target : wanted) {
            if (!rows.knows(target)) {
                query.refuse("target", rows.unknown(target));
            }
        }
    }
}
