package dev.tradespace.results;

import dev.tradespace.core.job.JobQueue;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.SweepState;
import java.util.List;

final class MemoryJobQueueTest implements JobQueueContract {
    private final MemoryJobQueue queue = new MemoryJobQueue();

    @Override
    public JobQueue queue() {
        return queue;
    }

    @Override
    public JobQueue sameQueue() {
        return queue;
    }

    @Override
    public long sweep(List<Subject> subjects) {
        return queue.add(subjects);
    }

    @Override
    public boolean cancel(long sweep) {
        return queue.cancel(sweep);
    }

    @Override
    public SweepState state(long sweep) {
        return queue.state(sweep);
    }

    @Override
    public List<JobState> jobs(long sweep) {
        return queue.jobs(sweep);
    }

    @Override
    public long rows() {
        return queue.rows();
    }
}
