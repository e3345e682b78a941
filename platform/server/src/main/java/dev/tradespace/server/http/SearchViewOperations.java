package dev.tradespace.server.http;

import static io.vertx.core.http.HttpMethod.GET;

import dev.tradespace.core.search.SearchState;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.search.run.HypervolumeCurve;
import dev.tradespace.search.run.SearchView;
import dev.tradespace.server.search.SearchReader;
import dev.tradespace.server.wire.SearchJson.DominatedSharesView;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a person sees of searches: two of them in one box, and one as a report to keep. */
final class SearchViewOperations {
    private static final String SEARCH = "search";
    private static final String WITH = "with";

    private final SearchReader searches;
    private final SearchReport report;

    SearchViewOperations(SearchReader searches, SearchReport report) {
        this.searches = searches;
        this.report = report;
    }

    List<Operation> all() {
        return List.of(
                Operation.blocking(GET, "/api/searches/:id/hypervolume", Workload.REPORT, this::volumes),
                Operation.blocking(GET, "/api/searches/:id/report", Workload.REPORT, this::report));
    }

    private Response volumes(Request request) {
        Query query = request.query();
        long with = query.number(WITH).orElse(0L);
        query.finish();
        if (with == 0) {
            throw HttpError.of(400, WITH, "must name the other search, such as with=1");
        }
        SearchState one = search(request);
        SearchState other =
                searches.find(with).orElseThrow(() -> HttpError.of(400, WITH, "there is no search " + with));
        SearchView view = searches.view(one);
        difference(view, searches.view(other)).ifPresent(what -> {
            throw HttpError.of(
                    400,
                    WITH,
                    "search " + other.id() + " has other " + what + " than search " + one.id()
                            + ", so they do not compare");
        });
        List<List<TrialState>> trials = List.of(searches.trials(one.id()), searches.trials(other.id()));
        HypervolumeCurve box = HypervolumeCurve.box(view.rules(), view.classes(), trials);
        return Response.ok(DominatedSharesView.of(box, List.of(one.id(), other.id()), trials));
    }

    /** What two searches that compare would share. */
    private static Optional<String> difference(SearchView one, SearchView other) {
        if (!one.spec().dataset().equals(other.spec().dataset())) {
            return Optional.of("images");
        }
        if (!Set.copyOf(one.spec().targets()).equals(Set.copyOf(other.spec().targets()))) {
            return Optional.of("targets");
        }
        return Set.copyOf(one.rules().objectives())
                        .equals(Set.copyOf(other.rules().objectives()))
                ? Optional.empty()
                : Optional.of("aims");
    }

    private Response report(Request request) {
        request.query().finish();
        SearchState search = search(request);
        return Response.document("search-" + search.id() + ".html", report.html(search));
    }

    private SearchState search(Request request) {
        return searches.find(request.number(SEARCH)).orElseThrow(() -> request.notFound(SEARCH));
    }
}
