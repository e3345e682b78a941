package dev.tradespace.core.run;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.measure.Timing;
import dev.tradespace.core.statistics.Samples;
import dev.tradespace.core.sweep.Lease;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Leases, readings and failures as a lane meets them. */
final class LaneSamples {
    static final Path MODEL = Path.of("model.onnx");
    static final Outcome.Failure DIED = new Outcome.Failure("the worker died", "", true);
    static final Outcome.Failure REFUSED = new Outcome.Failure("the runtime refuses the model", "", false);

    private static final Figure NONE = new Figure.Unavailable("not measured here");

    private LaneSamples() {}

    static Lease lease(long job, int attempt) {
        RowKey key = new RowKey("digest" + job, "random:7", "cpu/one", "imagenet-1k", Protocol.QUICK);
        return new Lease(
                job, 1, new Subject(ModelId.parse("family/name"), key, Map.of()), attempt, 100 * job + attempt);
    }

    /** A reading of one sample, with as many disturbances. */
    static Reading reading(long nanos, int disturbances) {
        return Reading.of(
                new Timing(Samples.ofNanos(nanos), 10, true),
                Map.of(Metric.MEMORY, NONE, Metric.ENERGY, NONE),
                List.of("other load", "steal", "heat").subList(0, disturbances),
                Map.of());
    }

    static LaneEvent.Measured measured(Reading reading) {
        return new LaneEvent.Measured(new Outcome.Completed(reading));
    }

    static LaneEvent.Measured failed(Outcome.Failure failure) {
        return new LaneEvent.Measured(new Outcome.Failed(failure));
    }
}
