package dev.tradespace.server.http;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import dev.tradespace.core.search.SearchState;
import dev.tradespace.results.database.Page;
import dev.tradespace.search.run.SearchSpecReader;
import dev.tradespace.server.bus.Bus;
import dev.tradespace.server.bus.Topics;
import dev.tradespace.server.bus.Topics.SearchAnswer;
import dev.tradespace.server.bus.Topics.SearchMove;
import dev.tradespace.server.search.SearchReader;
import dev.tradespace.server.wire.PageView;
import dev.tradespace.server.wire.SearchJson.SearchDetailView;
import dev.tradespace.server.wire.SearchJson.SearchSummary;
import io.vertx.core.Future;
import java.util.List;

/** Searches: asked for, looked at, cancelled, taken up again. */
final class SearchOperations {
    private static final String SEARCH = "search";

    private final SearchReader searches;
    private final Bus bus;

    SearchOperations(SearchReader searches, Bus bus) {
        this.searches = searches;
        this.bus = bus;
    }

    List<Operation> all() {
        return List.of(
                Operation.asking(POST, "/api/searches", Workload.ORDER, this::create),
                Operation.blocking(GET, "/api/searches", Workload.REPORT, this::list),
                Operation.blocking(GET, "/api/searches/:id", Workload.REPORT, this::show),
                Operation.asking(
                        POST,
                        "/api/searches/:id/cancel",
                        Workload.ORDER,
                        (request, threads) -> move(request, threads, false)),
                Operation.asking(
                        POST,
                        "/api/searches/:id/resume",
                        Workload.ORDER,
                        (request, threads) -> move(request, threads, true)));
    }

    private Future<Response> create(Request request, WorkQueue.Threads threads) {
        request.query().finish();
        return threads.run(() -> SearchSpecReader.read(request.json()))
                .map(read -> read.spec().orElseThrow(() -> HttpError.badRequest(read.problems())))
                .compose(spec -> bus.ask(Topics.SEARCH_ASKED, spec))
                .compose(answer -> created(answer, threads));
    }

    private Future<Response> created(SearchAnswer answer, WorkQueue.Threads threads) {
        if (answer instanceof SearchAnswer.Refused refused) {
            return Future.failedFuture(HttpError.badRequest(refused.problems()));
        }
        SearchState search = ((SearchAnswer.Accepted) answer).search();
        return threads.run(() -> searches.view(search))
                .map(view -> Response.created("/api/searches/" + search.id(), SearchSummary.of(search, view)));
    }

    private Response list(Request request) {
        int offset = request.query().offset();
        int limit = request.query().limit();
        request.query().finish();
        Page<SearchState> page = searches.page(offset, limit);
        return Response.ok(PageView.of(page, search -> SearchSummary.of(search, searches.view(search))));
    }

    private Response show(Request request) {
        request.query().finish();
        return Response.ok(SearchDetailView.of(searches.detail(search(request))));
    }

    /** A move that a search cannot make changes nothing: the answer shows how it stands. */
    private Future<Response> move(Request request, WorkQueue.Threads threads, boolean on) {
        request.query().finish();
        return threads.run(() -> moved(request))
                .compose(search -> bus.ask(Topics.SEARCH_MOVED, new SearchMove(search.id(), on)))
                .compose(search -> threads.run(() -> summary(search)));
    }

    private SearchState moved(Request request) {
        request.requireEmptyBody();
        return search(request);
    }

    private Response summary(SearchState search) {
        return Response.ok(SearchSummary.of(search, searches.view(search)));
    }

    private SearchState search(Request request) {
        return searches.find(request.number(SEARCH)).orElseThrow(() -> request.notFound(SEARCH));
    }
}
