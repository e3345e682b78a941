package dev.tradespace.server.wire;

import com.fasterxml.jackson.core.TreeNode;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.SweepState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sweeps and their jobs. */
public final class SweepJson {
    private SweepJson() {}

    /** A sweep as it stands. */
    public record SweepView(
            long id,
            List<String> variants,
            List<String> targets,
            Protocol protocol,
            @Nullable TreeNode training,
            SweepState.Status status,
            int total,
            int done,
            int failed,
            int running,
            Instant created,
            @Nullable Long search,
            @Nullable Duration remainingSeconds) {
        /** That of a sweep. */
        public static SweepView of(SweepState sweep) {
            boolean unknown = sweep.left() == null && sweep.status() == SweepState.Status.ACTIVE;
            return new SweepView(
                    sweep.id(),
                    sweep.spec().variants(),
                    sweep.spec().targets(),
                    sweep.spec().protocol(),
                    sweep.spec().training() == null
                            ? null
                            : sweep.spec().training().json(),
                    sweep.status(),
                    sweep.total(),
                    sweep.done(),
                    sweep.failed(),
                    sweep.running(),
                    sweep.created(),
                    sweep.work() == null ? null : sweep.work().search(),
                    unknown ? null : Optional.ofNullable(sweep.left()).orElse(Duration.ZERO));
        }
    }

    /** A job as it stands. */
    public record JobView(
            long id,
            long sweep,
            String variant,
            String weights,
            String target,
            JobState.Status status,
            int attempts,
            Optional<String> reason,
            Duration seconds) {
        /** That of a job. */
        public static JobView of(JobState job) {
            return new JobView(
                    job.id(),
                    job.sweep(),
                    job.model().toString(),
                    job.weights(),
                    job.target(),
                    job.status(),
                    job.attempts(),
                    Optional.ofNullable(job.reason()),
                    job.spent());
        }
    }
}
