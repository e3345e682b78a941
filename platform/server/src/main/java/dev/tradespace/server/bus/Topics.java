package dev.tradespace.server.bus;

import dev.tradespace.api.check.Problem;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.search.SearchState;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.SweepSpec;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.core.training.TrainingProgress;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.search.run.SearchSpec;
import dev.tradespace.search.run.SearchView;
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

    /** A training stands elsewhere than before. */
    public static final Topic<TrainingChanged, Void> TRAINING_CHANGED =
            Topic.told("training.changed", TrainingChanged.class);

    /** A training has come to the end of an epoch. */
    public static final Topic<EpochEnded, Void> EPOCH_ENDED = Topic.told("epoch.ended", EpochEnded.class);

    /** A training is under way; at most twice a second. */
    public static final Topic<TrainingWent, Void> TRAINING_WENT = Topic.told("training.went", TrainingWent.class);

    /** Asks for a search. */
    public static final Topic<SearchSpec, SearchAnswer> SEARCH_ASKED =
            new Topic<>("search.asked", SearchSpec.class, SearchAnswer.class);

    /** Asks a search to end or to go on; what has no such move changes nothing. */
    public static final Topic<SearchMove, SearchState> SEARCH_MOVED =
            new Topic<>("search.moved", SearchMove.class, SearchState.class);

    /** A search stands elsewhere than before. */
    public static final Topic<SearchChanged, Void> SEARCH_CHANGED = Topic.told("search.changed", SearchChanged.class);

    /** A trial of a search stands elsewhere than before. */
    public static final Topic<TrialChanged, Void> TRIAL_CHANGED = Topic.told("trial.changed", TrialChanged.class);

    private Topics() {}

    /** What becomes of a search that was asked for. */
    public sealed interface SearchAnswer {
        /**
         * It is kept and under way.
         *
         * @param search how it stands
         */
        record Accepted(SearchState search) implements SearchAnswer {}

        /**
         * It cannot be done as it was asked.
         *
         * @param problems everything that is wrong, at least one
         */
        record Refused(List<Problem> problems) implements SearchAnswer {
            public Refused {
                problems = List.copyOf(problems);
            }
        }
    }

    /**
     * What a search is to do.
     *
     * @param search its id; it is kept
     * @param on to go on, and not to end
     */
    public record SearchMove(long search, boolean on) {}

    /**
     * Moves a search's progress bar.
     *
     * @param search how it stands now
     * @param view what it is about
     */
    public record SearchChanged(SearchState search, SearchView view) {}

    /**
     * Moves a line of a search's list of trials.
     *
     * @param search its search
     * @param trial how it stands now
     */
    public record TrialChanged(long search, TrialState trial) {}

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

    /**
     * Moves a line of a list of trainings.
     *
     * @param sweep the sweep that it is done for now
     * @param training how it stands now
     */
    public record TrainingChanged(long sweep, TrainingState training) {}

    /**
     * Draws a learning curve on.
     *
     * @param sweep the sweep that it is done for now
     * @param training its id
     * @param point the curve's newest
     */
    public record EpochEnded(long sweep, long training, EpochPoint point) {}

    /**
     * Moves a training's progress bar.
     *
     * @param sweep the sweep that it is done for now
     * @param training its id
     * @param progress how far it is
     */
    public record TrainingWent(long sweep, long training, TrainingProgress progress) {}
}
