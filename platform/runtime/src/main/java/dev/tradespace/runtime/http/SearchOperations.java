package dev.tradespace.runtime.http;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tradespace.api.check.Problem;
import dev.tradespace.core.json.ObjectReader;
import dev.tradespace.core.json.StrictJson;
import dev.tradespace.core.search.SearchState;
import dev.tradespace.results.Page;
import dev.tradespace.runtime.bus.Bus;
import dev.tradespace.runtime.bus.Topics;
import dev.tradespace.runtime.bus.Topics.SearchAnswer;
import dev.tradespace.runtime.bus.Topics.SearchMove;
import dev.tradespace.runtime.search.SearchDetail;
import dev.tradespace.runtime.search.SearchReader;
import dev.tradespace.runtime.wire.PageJson;
import dev.tradespace.runtime.wire.SearchJson;
import dev.tradespace.search.run.SearchPicture;
import dev.tradespace.search.run.SearchSpecReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
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

    List<Operation> all(Vertx vertx) {
        return List.of(
                new Operation(POST, "/api/searches", call -> create(vertx, call)),
                Operation.blocking(vertx, GET, "/api/searches", this::list),
                Operation.blocking(vertx, GET, "/api/searches/:id", this::show),
                new Operation(POST, "/api/searches/:id/cancel", call -> move(vertx, call, false)),
                new Operation(POST, "/api/searches/:id/resume", call -> move(vertx, call, true)));
    }

    private Future<Answer> create(Vertx vertx, Call call) {
        call.query().finish();
        SearchSpecReader.Read read = SearchSpecReader.read(call.json(mapper));
        return read.spec()
                .map(spec -> bus.ask(Topics.SEARCH_ASKED, spec).compose(answer -> created(vertx, answer)))
                .orElseGet(() -> Future.failedFuture(Refusal.badRequest(read.problems())));
    }

    private Future<Answer> created(Vertx vertx, SearchAnswer answer) {
        if (answer instanceof SearchAnswer.Refused refused) {
            return Future.failedFuture(Refusal.badRequest(refused.problems()));
        }
        SearchState search = ((SearchAnswer.Accepted) answer).search();
        return vertx.executeBlocking(() -> searches.picture(search), false)
                .map(picture -> Answer.created(
                        "/api/searches/" + search.id(), json -> SearchJson.summary(json, search, picture)));
    }

    private Answer list(Call call) {
        int offset = call.query().offset();
        int limit = call.query().limit();
        call.query().finish();
        Page<SearchState> page = searches.page(offset, limit);
        return Answer.ok(PageJson.of(
                page.items(),
                page.total(),
                (json, search) -> SearchJson.summary(json, search, searches.picture(search))));
    }

    private Answer show(Call call) {
        call.query().finish();
        SearchDetail detail = searches.detail(search(call));
        return Answer.ok(json -> SearchJson.detail(json, detail));
    }

    /** A move that a search cannot make changes nothing: the answer shows how it stands. */
    private Future<Answer> move(Vertx vertx, Call call, boolean on) {
        call.query().finish();
        List<Problem> problems = new ArrayList<>();
        new ObjectReader(call.json(mapper), "", problems).finish();
        if (!problems.isEmpty()) {
            return Future.failedFuture(Refusal.badRequest(problems));
        }
        return vertx.executeBlocking(() -> search(call), false)
                .compose(search -> bus.ask(Topics.SEARCH_MOVED, new SearchMove(search.id(), on)))
                .compose(moved -> vertx.executeBlocking(() -> summary(moved), false));
    }

    private Answer summary(SearchState search) {
        SearchPicture picture = searches.picture(search);
        return Answer.ok(json -> SearchJson.summary(json, search, picture));
    }

    private SearchState search(Call call) {
        return searches.find(call.number(SEARCH)).orElseThrow(() -> call.missing(SEARCH));
    }
}
