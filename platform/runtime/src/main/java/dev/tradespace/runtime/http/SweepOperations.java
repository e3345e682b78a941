package dev.tradespace.runtime.http;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tradespace.api.check.Problem;
import dev.tradespace.core.json.ObjectReader;
import dev.tradespace.core.json.StrictJson;
import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.SweepSpecReader;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.results.Results;
import dev.tradespace.results.database.Page;
import dev.tradespace.runtime.bus.Bus;
import dev.tradespace.runtime.bus.Topics;
import dev.tradespace.runtime.bus.Topics.SweepAnswer;
import dev.tradespace.runtime.bus.Topics.SweepChanged;
import dev.tradespace.runtime.wire.PageJson;
import dev.tradespace.runtime.wire.SweepJson;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Sweeps: asked for, looked at, cancelled. */
final class SweepOperations {
    private static final String SWEEP = "sweep";

    private final Results results;
    private final Bus bus;
    private final ObjectMapper mapper = StrictJson.json();

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

    private Future<Answer> create(Call call, WorkQueue.Threads threads) {
        call.query().finish();
        return threads.run(() -> SweepSpecReader.read(call.json(mapper)))
                .map(read -> read.spec().orElseThrow(() -> Refusal.badRequest(read.problems())))
                .compose(spec -> bus.ask(Topics.SWEEP_ASKED, spec))
                .map(SweepOperations::created);
    }

    private static Answer created(SweepAnswer answer) {
        if (answer instanceof SweepAnswer.Refused refused) {
            throw Refusal.badRequest(refused.problems());
        }
        SweepState sweep = ((SweepAnswer.Accepted) answer).sweep();
        return Answer.created("/api/sweeps/" + sweep.id(), json -> SweepJson.write(json, sweep));
    }

    private Answer list(Call call) {
        int offset = call.query().offset();
        int limit = call.query().limit();
        call.query().finish();
        Page<SweepState> page = results.sweeps().page(offset, limit);
        return Answer.ok(PageJson.of(page.items(), page.total(), SweepJson::write));
    }

    private Answer show(Call call) {
        call.query().finish();
        SweepState sweep = sweep(call);
        return Answer.ok(json -> SweepJson.write(json, sweep));
    }

    private Answer jobs(Call call) {
        int offset = call.query().offset();
        int limit = call.query().limit();
        call.query().finish();
        Page<JobState> page = results.sweeps().jobs(sweep(call).id(), offset, limit);
        return Answer.ok(PageJson.of(page.items(), page.total(), SweepJson::job));
    }

    /** Cancelling what has ended changes nothing: the answer shows how it ended. */
    private Answer cancel(Call call) {
        call.query().finish();
        List<Problem> problems = new ArrayList<>();
        new ObjectReader(call.json(mapper), "", problems).finish();
        if (!problems.isEmpty()) {
            throw Refusal.badRequest(problems);
        }
        if (results.sweeps().cancel(sweep(call).id())) {
            SweepState cancelled = sweep(call);
            bus.tell(Topics.SWEEP_CHANGED, new SweepChanged(cancelled));
        }
        SweepState sweep = sweep(call);
        return Answer.ok(json -> SweepJson.write(json, sweep));
    }

    private SweepState sweep(Call call) {
        return results.sweeps().find(call.number(SWEEP)).orElseThrow(() -> call.missing(SWEEP));
    }
}
