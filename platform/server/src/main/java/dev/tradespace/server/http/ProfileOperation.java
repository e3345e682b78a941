package dev.tradespace.server.http;

import static io.vertx.core.http.HttpMethod.GET;

import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.sweep.Expansion;
import dev.tradespace.server.profile.ModelProfiler;
import dev.tradespace.server.wire.ProfileJson.ProfileView;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where the time of a model's query goes on a target of this machine. */
final class ProfileOperation {
    private static final int RETRY_SECONDS = 60;

    private final ModelLookup lookup;
    private final ModelProfiler profiler;
    private final List<Target> targets;

    ProfileOperation(ModelLookup lookup, ModelProfiler profiler, List<Target> targets) {
        this.lookup = lookup;
        this.profiler = profiler;
        this.targets = List.copyOf(targets);
    }

    List<Operation> all() {
        return List.of(Operation.blocking(GET, "/api/profile", Workload.PROFILE, this::profiled));
    }

    private Response profiled(Request request) {
        Query query = request.query();
        String id = query.required("id", "resnet/resnet50");
        String name = query.required("target", "local-cpu/ort-fp32-1t");
        String weights = query.text("weights").orElse(Expansion.RANDOM);
        Optional<Target> target =
                targets.stream().filter(each -> each.id().equals(name)).findFirst();
        if (target.isEmpty() && !name.isEmpty()) {
            query.refuse(
                    "target",
                    "there is no target " + name + " on this machine; there "
                            + (targets.isEmpty()
                                    ? "is none"
                                    : targets.stream().map(Target::id).collect(Collectors.joining(", ", "are ", ""))));
        }
        query.finish();
        Built built = lookup.built(id);
        ModelProfiler.Answer answer = profiler.profile(built, weights, target.orElseThrow());
        if (answer instanceof ModelProfiler.Answer.Profiled profiled) {
            return Response.ok(ProfileView.of(built.model().id().toString(), name, weights, profiled.profile()));
        }
        if (answer instanceof ModelProfiler.Answer.Refused refused) {
            Outcome.Failure failure = refused.failure();
            throw failure.worthRetrying()
                    ? HttpError.unavailable(failure.reason(), RETRY_SECONDS)
                    : HttpError.of(400, "", failure.reason());
        }
        throw HttpError.busy(
                target.orElseThrow().device()
                        + " measures or trains now, which a profile would disturb; ask again later",
                RETRY_SECONDS);
    }
}
