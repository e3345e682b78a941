package dev.tradespace.core.sweep;

import dev.tradespace.core.training.Budget;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How long a sweep will still take, by what it has taken so far: a job that measures as long as those before it, and a training of epochs as long as an epoch of
 * it took, or, before its first one, as an epoch of the others did for each multiply-accumulate.
 */
public final class TimeLeft {
    private static final double NANOS = 1e9;

    private final List<Job> jobs;
    private final Map<String, Learning> trainings;

    private TimeLeft(List<Job> jobs, Map<String, Learning> trainings) {
        this.jobs = jobs;
        this.trainings = trainings;
    }

    /**
     * A job of the sweep.
     *
     * @param macs multiply-accumulates of its model, 0 where they are not known
     * @param spent how long it took, its model's training included where that was done for it
     */
    public record Job(JobState.Status status, String weights, double macs, Duration spent) {
        private boolean isOver() {
            return status != JobState.Status.READY && status != JobState.Status.LEASED;
        }
    }

    /**
     * How far a training is that the sweep needs.
     *
     * @param ended whether nothing of it is left to do
     * @param epochs that are over
     * @param seconds that they took
     */
    public record Learning(Budget budget, boolean ended, int epochs, double seconds) {}

    /**
     * The time left.
     *
     * @param jobs all of the sweep, in the order in which they are done
     * @param trainings those that it needs, by the weights that they give
     * @return empty while nothing that was done tells how long the rest will take
     */
    public static Optional<Duration> of(List<Job> jobs, Map<String, Learning> trainings) {
        return new TimeLeft(jobs, trainings).estimate();
    }

    private Optional<Duration> estimate() {
        double learning = 0;
        Set<String> counted = new HashSet<>();
        for (Job job : jobs) {
            if (!job.isOver() && trainings.containsKey(job.weights()) && counted.add(job.weights())) {
                learning += learning(job);
            }
        }
        long waiting = jobs.stream().filter(job -> !job.isOver()).count();
        double seconds = learning + waiting * measuring();
        return Double.isFinite(seconds) ? Optional.of(Duration.ofNanos(Math.round(seconds * NANOS))) : Optional.empty();
    }

    /** Seconds of training left for a job; not a number where nothing tells. */
    private double learning(Job job) {
        Learning learning = learningOf(job);
        if (learning.ended()) {
            return 0;
        }
        if (learning.budget() instanceof Budget.Time time) {
            return Math.max(0, time.duration().toNanos() / NANOS - learning.seconds());
        }
        int left = ((Budget.Epochs) learning.budget()).count() - learning.epochs();
        return left * (learning.epochs() > 0 ? learning.seconds() / learning.epochs() : secondsOfOthers() * job.macs());
    }

    /** Seconds of an epoch for each multiply-accumulate, by all epochs that are over. */
    private double secondsOfOthers() {
        double seconds = 0;
        double work = 0;
        Set<String> counted = new HashSet<>();
        for (Job job : jobs) {
            if (trainings.containsKey(job.weights()) && counted.add(job.weights())) {
                seconds += learningOf(job).seconds();
                work += learningOf(job).epochs() * job.macs();
            }
        }
        return seconds / work;
    }

    /** Mean seconds that a job took without its training; before any has ended nothing if there are trainings, beside which it is little. */
    private double measuring() {
        double seconds = 0;
        int over = 0;
        Set<String> counted = new HashSet<>();
        for (Job job : jobs) {
            if (job.isOver() && !job.spent().isZero()) {
                double spent = job.spent().toNanos() / NANOS;
                boolean first = trainings.containsKey(job.weights()) && counted.add(job.weights());
                // A model that was trained by another sweep was not trained within this job.
                boolean learnt = first && spent > learningOf(job).seconds();
                seconds += learnt ? spent - learningOf(job).seconds() : spent;
                over++;
            }
        }
        return over == 0 && !trainings.isEmpty() ? 0 : seconds / over;
    }

    private Learning learningOf(Job job) {
        Learning learning = trainings.get(job.weights());
        if (learning == null) {
            throw new IllegalArgumentException("no training gives " + job.weights());
        }
        return learning;
    }
}
