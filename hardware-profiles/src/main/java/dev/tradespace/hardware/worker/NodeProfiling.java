package dev.tradespace.hardware.worker;

import dev.tradespace.api.runtime.ProfiledModel;
import dev.tradespace.api.runtime.QueryFailed;
import dev.tradespace.api.runtime.RuntimePlugin;
import dev.tradespace.api.runtime.UnfitModel;
import dev.tradespace.core.profile.RuntimeProfile;
import java.nio.file.Path;

/** Asks a runtime for the time of every node of its graph, over many queries after a warm-up. */
final class NodeProfiling {
    private final RuntimePlugin runtime;
    private final WorkerRequest request;
    private final WorkerRequest.ProfileNodes task;
    private final Path folder;

    /**
     * A profile.
     *
     * @param task the request's
     * @param folder the worker's own
     */
    NodeProfiling(RuntimePlugin runtime, WorkerRequest request, WorkerRequest.ProfileNodes task, Path folder) {
        this.runtime = runtime;
        this.request = request;
        this.task = task;
        this.folder = folder;
    }

    /**
     * Profiles.
     *
     * @throws UnfitModel if the model cannot be profiled
     * @throws QueryFailed if the runtime fails meanwhile, or says what cannot be
     */
    RuntimeProfile run() throws UnfitModel {
        runtime.load();
        try (ProfiledModel model = runtime.openProfiled(request.model(), request.threads(), task.batch(), folder)) {
            Measurement.fillWithNoise(model.input(), task.seed());
            WarmUp unusedWarm = WarmUp.run(model::query);
            long begin = System.nanoTime();
            int queries = 0;
            while (queries < task.least()
                    || (queries < task.queries()
                            && System.nanoTime() - begin < task.most().toNanos())) {
                long unusedTime = model.query();
                queries++;
            }
            return RuntimeProfile.of(Answering.name(runtime), model.profile(queries));
        } catch (IllegalArgumentException impossible) {
            throw new QueryFailed("the runtime's profile cannot be used: " + impossible.getMessage(), impossible);
        }
    }
}
