package dev.tradespace.core.sweep;

import static dev.tradespace.core.sweep.JobState.Status.CANCELLED;
import static dev.tradespace.core.sweep.JobState.Status.DONE;
import static dev.tradespace.core.sweep.JobState.Status.FAILED;
import static dev.tradespace.core.sweep.JobState.Status.LEASED;
import static dev.tradespace.core.sweep.JobState.Status.READY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.core.sweep.TimeLeft.Job;
import dev.tradespace.core.sweep.TimeLeft.Learning;
import dev.tradespace.core.training.Budget;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeLeftTest {
    private static final Budget TEN = new Budget.Epochs(10);
    private static final Budget MINUTE = new Budget.Time(Duration.ofMinutes(1));

    private static Job job(JobState.Status status, String weights, int macs, int seconds) {
        return new Job(status, weights, macs, Duration.ofSeconds(seconds));
    }

    private static Optional<Duration> seconds(int seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }

    @Test
    void jobsThatOnlyMeasureTakeAsLongAsThoseBefore() {
        List<Job> jobs = List.of(
                job(DONE, "random:7", 1, 4),
                job(FAILED, "random:7", 1, 8),
                job(CANCELLED, "random:7", 1, 0),
                job(LEASED, "random:7", 1, 0),
                job(READY, "random:7", 1, 0));
        assertEquals(seconds(12), TimeLeft.of(jobs, Map.of()));
        assertEquals(Optional.empty(), TimeLeft.of(jobs.subList(3, 5), Map.of()), "nothing tells yet");
    }

    @Test
    void aTrainingTakesAsLongAsItsOwnEpochsAndOthersByTheirSize() {
        List<Job> jobs = List.of(
                job(LEASED, "a", 100, 0), job(READY, "a", 100, 0), job(READY, "b", 300, 0), job(READY, "b", 300, 0));
        Map<String, Learning> trainings =
                Map.of("a", new Learning(TEN, false, 4, 20), "b", new Learning(TEN, false, 0, 0));
        // Six epochs of 5 s, and ten of one three times as large.
        assertEquals(seconds(30 + 150), TimeLeft.of(jobs, trainings));
        assertEquals(
                Optional.empty(),
                TimeLeft.of(jobs, Map.of("a", new Learning(TEN, false, 0, 0), "b", new Learning(TEN, false, 0, 0))));
    }

    @Test
    void aBudgetOfTimeIsKnownBeforehand() {
        List<Job> jobs = List.of(job(LEASED, "a", 100, 0), job(READY, "b", 300, 0));
        assertEquals(
                seconds(45 + 60),
                TimeLeft.of(
                        jobs, Map.of("a", new Learning(MINUTE, false, 3, 15), "b", new Learning(MINUTE, false, 0, 0))));
    }

    @Test
    void measuringIsWhatAJobTookBesideItsTraining() {
        List<Job> jobs = List.of(
                job(DONE, "a", 100, 56), job(DONE, "a", 100, 4), job(READY, "b", 100, 0), job(READY, "b", 100, 0));
        Map<String, Learning> trainings =
                Map.of("a", new Learning(TEN, true, 10, 50), "b", new Learning(TEN, false, 0, 0));
        assertEquals(seconds(50 + 2 * 5), TimeLeft.of(jobs, trainings));
        Map<String, Learning> both = Map.of("a", new Learning(TEN, true, 10, 50), "b", new Learning(TEN, true, 10, 50));
        assertEquals(seconds(2 * 5), TimeLeft.of(jobs, both));
    }
}
