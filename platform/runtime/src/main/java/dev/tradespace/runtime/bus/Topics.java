package dev.tradespace.runtime.bus;

import dev.tradespace.api.check.Problem;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.SweepSpec;
import dev.tradespace.core.sweep.SweepState;
import java.util.List;

/** Everything that is said on the bus. */
public final class Topics {
    /** Asks for a sweep. */
    public static final Topic<SweepSpec, SweepAnswer> SWEEP_ASKED =
            new Topic<>("sweep.asked", SweepSpec.class, SweepAnswer.class);

    /** Jobs may be waiting for a device. */
    public static final Topic<WorkArrived, Void> WORK_ARRIVED = Topic.told("work.arrived", WorkArrived.class);

    /** A sweep stands elsewhere than before. */
    public static final Topic<SweepChanged, Void> SWEEP_CHANGED = Topic.told("sweep.changed", SweepChanged.class);

    /** A job stands elsewhere than before. */
    public static final Topic<JobChanged, Void> JOB_CHANGED = Topic.told("job.changed", JobChanged.class);

    /** A result row is new, or shows a newer measurement. */
    public static final Topic<Measured, Void> MEASURED = Topic.told("measured", Measured.class);

    private Topics() {}

    /** What becomes of a sweep that was asked for. */
    public sealed interface SweepAnswer {
        /**
         * It is kept and its lanes are awake.
         *
         * @param sweep how it stands
         */
        record Accepted(SweepState sweep) implements SweepAnswer {}

        /**
         * It cannot be done as it was asked.
         *
         * @param problems everything that is wrong, at least one
         */
        record Refused(List<Problem> problems) implements SweepAnswer {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /**
     * Wakes a lane.
     *
     * @param device the lane's device
     */
    public record WorkArrived(String device) {}

    /**
     * Moves a progress bar.
     *
     * @param sweep how it stands now
     */
    public record SweepChanged(SweepState sweep) {}

    /**
     * Moves a line of a list of jobs.
     *
     * @param job how it stands now
     */
    public record JobChanged(JobState job) {}

    /**
     * Moves a dot.
     *
     * @param sweep the sweep that asked for it
     * @param row what is known now
     */
    public record Measured(long sweep, ResultRow row) {}
}
