package dev.tradespace.server.http;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.SweepSpecReader;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.results.Results;
import dev.tradespace.results.database.Page;
import dev.tradespace.server.bus.Bus;
import dev.tradespace.server.bus.Topics;
import dev.tradespace.server.bus.Topics.SweepAnswer;
import dev.tradespace.server.bus.Topics.SweepChanged;
import dev.tradespace.server.wire.PageView;
import dev.tradespace.server.wire.SweepJson.JobView;
import dev.tradespace.server.wire.SweepJson.SweepView;
import io.vertx.core.Future;
import java.util.List;

/** Sweeps: asked for, looked at, cancelled. */
final class SweepOperations {
    private static final String SWEEP = "sweep";

    private final Results results;
    private final Bus bus;

    SweepOperations(Results results, Bus bus) {
        this.results = results;
        this.bus = bus;
    }

    List<Operation> all() {
        return List.of(
                Operation.asking(POST, "/api/sweeps", Workload.ORDER, this::create),
                Operation.blocking(GET, "/api/sweeps", Workload.STORE, this::list),
                Operation.blocking(GET, "/api/sweeps/:id", Workload.STORE, this::show),
                Operation.blocking(GET, "/api/sweeps/:id/jobs", Workload.STORE, this::jobs),
                Operation.blocking(POST, "/api/sweeps/:id/cancel", Workload.STORE, this::cancel));
    }

    private Future<Response> create(Request request, WorkQueue.Threads threads) {
        request.query().finish();
        return threads.run(() -> SweepSpecReader.read(request.json()))
                .map(read -> read.spec().orElseThrow(() -> HttpError.badRequest(read.problems())))
                .compose(spec -> bus.ask(Topics.SWEEP_ASKED, spec))
                .map(SweepOperations::created);
    }

    private static Response created(SweepAnswer answer) {
        if (answer instanceof SweepAnswer.Refused refused) {
            throw HttpError.badRequest(refused.problems());
        }
        SweepState sweep = ((SweepAnswer.Accepted) answer).sweep();
        return Response.created("/api/sweeps/" + sweep.id(), SweepView.of(sweep));
    }

    private Response list(Request request) {
        int offset = request.query().offset();
        int limit = request.query().limit();
        request.query().finish();
        Page<SweepState> page = results.sweeps().page(offset, limit);
        return Response.ok(PageView.of(page, SweepView::of));
    }

    private Response show(Request request) {
        request.query().finish();
        return Response.ok(SweepView.of(sweep(request)));
    }

    private Response jobs(Request request) {
        int offset = request.query().offset();
        int limit = request.query().limit();
        request.query().finish();
        Page<JobState> page = results.sweeps().jobs(sweep(request).id(), offset, limit);
        return Response.ok(PageView.of(page, JobView::of));
    }

    /** Cancelling what has ended changes nothing: the answer shows how it ended. */
    private Response cancel(Request request) {
        request.query().finish();
        request.requireEmptyBody();
        if (results.sweeps().cancel(sweep(request).id())) {
            SweepState cancelled = sweep(request);
            bus.tell(Topics.SWEEP_CHANGED, new SweepChanged(cancelled));
        }
        return Response.ok(SweepView.of(sweep(request)));
    }

    private SweepState sweep(Request request) {
        return results.sweeps().find(request.number(SWEEP)).orElseThrow(() -> request.notFound(SWEEP));
    }
}
