package dev.tradespace.runtime.http;

import static io.vertx.core.http.HttpMethod.GET;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.results.FrontQuery;
import dev.tradespace.results.Page;
import dev.tradespace.results.Results;
import dev.tradespace.results.RowQuery;
import dev.tradespace.results.TargetFront;
import dev.tradespace.runtime.wire.PageJson;
import dev.tradespace.runtime.wire.RecommendationJson;
import dev.tradespace.runtime.wire.RowJson;
import dev.tradespace.search.recommend.Limit;
import dev.tradespace.search.recommend.Recommendation;
import dev.tradespace.search.recommend.Recommender;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What was measured: rows, fronts, and the recommendation among them. */
final class ResultOperations {
    private static final String DATASET = "imagenet-1k";
    private static final String TARGET_EXAMPLE = "local-cpu/ort-fp32-1t";
    private static final String MEASUREMENT = "measurement";
    private static final String METRICS =
            Arrays.stream(Metric.values()).map(Metric::id).collect(Collectors.joining(", "));

    private final Results results;
    private final Set<String> targets;

    ResultOperations(Results results, List<KnownTarget> targets) {
        this.results = results;
        this.targets =
                targets.stream().map(known -> known.target().id()).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    List<Operation> all() {
        return List.of(
                Operation.blocking(GET, "/api/measurements", Workload.STORE, this::list),
                Operation.blocking(GET, "/api/measurements/:id", Workload.STORE, this::show),
                Operation.blocking(GET, "/api/pareto", Workload.REPORT, this::pareto),
                Operation.blocking(GET, "/api/recommend", Workload.REPORT, this::recommend));
    }

    private Answer list(Call call) {
        Query query = call.query();
        List<String> wanted = query.texts("target");
        List<String> families = query.texts("family");
        List<String> variants = query.texts("variant").stream()
                .map(name -> results.variant(name).orElse(name))
                .toList();
        Optional<String> dataset = query.text("dataset");
        Optional<Protocol> protocol = protocol(query);
        Optional<Long> sweep = query.number("sweep");
        Optional<Metric> order = query.parsed("order", Metric::find, "one of " + METRICS);
        int offset = query.offset();
        int limit = query.limit();
        requireKnown(query, wanted);
        query.finish();
        Page<ResultRow> page = results.rows(new RowQuery(
                variants,
                families,
                wanted,
                dataset.orElse(null),
                protocol.orElse(null),
                sweep.orElse(null),
                order.orElse(null),
                offset,
                limit));
        return Answer.ok(PageJson.of(page.items(), page.total(), RowJson::write));
    }

    private Answer show(Call call) {
        call.query().finish();
        long id = call.number(MEASUREMENT);
        ResultRow row = results.row(id).orElseThrow(() -> call.missing(MEASUREMENT));
        return Answer.ok(json -> RowJson.detail(json, row, results.samples(id).orElse(null), results.environment(id)));
    }

    private Answer pareto(Call call) {
        Query query = call.query();
        String target = query.required("target", TARGET_EXAMPLE);
        String dataset = query.text("dataset").orElse(DATASET);
        Optional<Protocol> protocol = protocol(query);
        List<Metric> objectives = query.parsed(
                        "objectives",
                        ResultOperations::metrics,
                        "different ones of " + METRICS + ", with commas between")
                .orElse(List.of(Metric.ACCURACY, Metric.LATENCY));
        requireKnown(query, target.isEmpty() ? List.of() : List.of(target));
        query.finish();
        TargetFront front = results.front(new FrontQuery(target, dataset, protocol.orElse(null), objectives));
        return Answer.ok(json -> RowJson.front(json, target, dataset, objectives, front));
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

    private Answer recommend(Call call) {
        Query query = call.query();
        List<String> wanted = query.requiredTexts("target", TARGET_EXAMPLE).stream()
                .distinct()
                .toList();
        String dataset = query.text("dataset").orElse(DATASET);
        List<Limit> limits = limits(query);
        requireKnown(query, wanted);
        query.finish();
        List<ResultRow> rows = results.rows(
                        new RowQuery(List.of(), List.of(), wanted, dataset, null, null, null, 0, RowQuery.MAX_LIMIT))
                .items();
        Recommendation recommendation = Recommender.recommend(rows, wanted, limits);
        return Answer.ok(RecommendationJson.of(wanted, dataset, limits, recommendation));
    }

    /** A limit for each metric: {@code maxLatency} where less is better, {@code minAccuracy} where more is. */
    private static List<Limit> limits(Query query) {
        List<Limit> limits = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            String name = (metric.goal() == Goal.MINIMIZE ? "max" : "min")
                    + Character.toUpperCase(metric.id().charAt(0))
                    + metric.id().substring(1);
            query.amount(name, metric.unit()).ifPresent(bound -> limits.add(new Limit(metric, bound)));
        }
        return limits;
    }

    private static Optional<Protocol> protocol(Query query) {
        return query.parsed(
                "protocol",
                Protocol::find,
                Arrays.stream(Protocol.values()).map(Protocol::id).collect(Collectors.joining(", ", "one of ", "")));
    }

    /** A target is known if it can be measured on here, or if others who share the store have measured on it. */
    private void requireKnown(Query query, List<String> wanted) {
        for (String target : wanted) {
            if (!targets.contains(target) && measured(target) == 0) {
                query.refuse("target", "there is no target " + target + "; there are " + String.join(", ", targets));
            }
        }
    }

    private long measured(String target) {
        return results.rows(new RowQuery(List.of(), List.of(), List.of(target), null, null, null, null, 0, 1))
                .total();
    }
}
