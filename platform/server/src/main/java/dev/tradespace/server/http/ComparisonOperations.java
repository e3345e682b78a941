package dev.tradespace.server.http;

import static io.vertx.core.http.HttpMethod.GET;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.comparison.RankComparison;
import dev.tradespace.core.comparison.SideBySideRows;
import dev.tradespace.core.measure.PresentConditions;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.Target;
import dev.tradespace.results.front.Selection;
import dev.tradespace.server.device.RowSource;
import dev.tradespace.server.wire.ComparisonJson.RanksView;
import dev.tradespace.server.wire.ComparisonJson.SideBySideView;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Models beside each other. */
final class ComparisonOperations {
    private static final int TARGETS = 2;

    private final RowSource rows;
    private final List<Target> targets;
    private final PresentConditions present;

    ComparisonOperations(RowSource rows, List<KnownTarget> targets) {
        this.rows = rows;
        this.targets = targets.stream().map(KnownTarget::target).toList();
        this.present = KnownTarget.present(targets);
    }

    List<Operation> all() {
        return List.of(
                Operation.blocking(GET, "/api/ranks", Workload.REPORT, this::ranks),
                Operation.blocking(GET, "/api/side-by-side", Workload.STORE, this::sideBySide));
    }

    private Response ranks(Request request) {
        Query query = request.query();
        List<String> wanted = query.requiredTexts("target", "local-cpu/ort-fp32-1t").stream()
                .distinct()
                .toList();
        String dataset = query.text("dataset").orElse(ResultOperations.DATASET);
        Metric metric = query.parsed(
                        "metric",
                        Metric::find,
                        Arrays.stream(Metric.values()).map(Metric::id).collect(Collectors.joining(", ", "one of ", "")))
                .orElse(Metric.LATENCY);
        wanted.stream()
                .filter(target -> !rows.knows(target))
                .forEach(target -> query.refuse("target", rows.unknown(target)));
        if (!wanted.isEmpty() && wanted.size() != TARGETS) {
            query.refuse("target", "must be given for two targets, was given for " + wanted.size());
        }
        query.finish();
        Selection selection = Selection.of(rows.strata(wanted), dataset, wanted, present, Selection.Asked.NOTHING);
        return Response.ok(RanksView.of(
                metric,
                wanted,
                selection,
                RankComparison.of(metric, chosen(selection, wanted.get(0)), chosen(selection, wanted.get(1)))));
    }

    private List<ResultRow> chosen(Selection selection, String target) {
        return Optional.ofNullable(selection.chosen().get(target))
                .map(rows::rows)
                .orElse(List.of());
    }

    private Response sideBySide(Request request) {
        Query query = request.query();
        String name = query.required("variant", "resnet/resnet50");
        String dataset = query.text("dataset").orElse(ResultOperations.DATASET);
        query.finish();
        List<String> here = targets.stream().map(Target::id).toList();
        Selection selection = Selection.of(rows.strata(here), dataset, here, present, Selection.Asked.NOTHING);
        List<ResultRow> own =
                rows.ofVariant(name, dataset).stream().filter(selection::holds).toList();
        String variant = own.isEmpty() ? name : own.get(0).model().toString();
        return Response.ok(SideBySideView.of(variant, dataset, SideBySideRows.of(own, targets)));
    }
}
