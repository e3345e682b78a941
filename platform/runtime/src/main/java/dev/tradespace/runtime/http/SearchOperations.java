package dev.tradespace.runtime.http;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tradespace.api.check.Problem;
import dev.tradespace.core.json.ObjectReader;
import dev.tradespace.core.json.StrictJson;
import dev.tradespace.core.search.SearchState;
import dev.tradespace.results.database.Page;
import dev.tradespace.runtime.bus.Bus;
import dev.tradespace.runtime.bus.Topics;
import dev.tradespace.runtime.bus.Topics.SearchAnswer;
import dev.tradespace.runtime.bus.Topics.SearchMove;
import dev.tradespace.runtime.search.SearchDetail;
import dev.tradespace.runtime.search.SearchReader;
import dev.tradespace.runtime.wire.PageJson;
import dev.tradespace.runtime.wire.SearchJson;
import dev.tradespace.search.run.SearchSpecReader;
import dev.tradespace.search.run.SearchView;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Searches: asked for, looked at, cancelled, taken up again. */
final class SearchOperations {
    private static final String SEARCH = "search";

    private final SearchReader searches;
    private final Bus bus;
    private final ObjectMapper mapper = StrictJson.json();

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
                        (call, threads) -> move(call, threads, false)),
                Operation.asking(
                        POST,
                        "/api/searches/:id/resume",
                        Workload.ORDER,
                        (call, threads) -> move(call, threads, true)));
    }

    private Future<Answer> create(Call call, WorkQueue.Threads threads) {
        call.query().finish();
        return threads.run(() -> SearchSpecReader.read(call.json(mapper)))
                .map(read -> read.spec().orElseThrow(() -> Refusal.badRequest(read.problems())))
                .compose(spec -> bus.ask(Topics.SEARCH_ASKED, spec))
                .compose(answer -> created(answer, threads));
    }

    private Future<Answer> created(SearchAnswer answer, WorkQueue.Threads threads) {
        if (answer instanceof SearchAnswer.Refused refused) {
            return Future.failedFuture(Refusal.badRequest(refused.problems()));
        }
        SearchState search = ((SearchAnswer.Accepted) answer).search();
        return threads.run(() -> searches.view(search))
                .map(picture -> Answer.created(
                        "/api/searches/" + search.id(), json -> SearchJson.summary(json, search, picture)));
    }

    private Answer list(Call call) {
        int offset = call.query().offset();
        int limit = call.query().limit();
        call.query().finish();
        Page<SearchState> page = searches.page(offset, limit);
        return Answer.ok(PageJson.of(
                page.items(), page.total(), (json, search) -> SearchJson.summary(json, search, searches.view(search))));
    }

    private Answer show(Call call) {
        call.query().finish();
        SearchDetail detail = searches.detail(search(call));
        return Answer.ok(json -> SearchJson.detail(json, detail));
    }

    /** A move that a search cannot make changes nothing: the answer shows how it stands. */
    private Future<Answer> move(Call call, WorkQueue.Threads threads, boolean on) {
        call.query().finish();
        return threads.run(() -> moved(call))
                .compose(search -> bus.ask(Topics.SEARCH_MOVED, new SearchMove(search.id(), on)))
                .compose(search -> threads.run(() -> summary(search)));
    }

    private SearchState moved(Call call) {
        List<Problem> problems = new ArrayList<>();
        new ObjectReader(call.json(mapper), "", problems).finish();
        if (!problems.isEmpty()) {
            throw Refusal.badRequest(problems);
        }
        return search(call);
    }

    private Answer summary(SearchState search) {
        SearchView picture = searches.view(search);
        return Answer.ok(json -> SearchJson.summary(json, search, picture));
    }

    private SearchState search(Call call) {
        return searches.find(call.number(SEARCH)).orElseThrow(() -> call.missing(SEARCH));
    }
}
