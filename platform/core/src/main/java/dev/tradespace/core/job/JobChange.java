package dev.tradespace.core.job;

import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.SweepState;
import org.jspecify.annotations.Nullable;

/**
 * A change that a queue has kept, as it is to be announced.
 *
 * @param job how the job stands now
 * @param row what it gave: its measurement or why there is none; null while it has not ended, or where not even a failure can be stored
 * @param sweep how its sweep stands now; null where the queue could not tell, which does not undo the change
 */
public record JobChange(
        JobState job, @Nullable ResultRow row, @Nullable SweepState sweep) {}
