package dev.tradespace.training.dl4j.executor.layer;

import java.util.ArrayList;
import java.util.List;

/** A sequence of things to run, one after the other. */
public final class RunnableSequence implements Runnable {
    private final List<Runnable> steps = new ArrayList<>();

    /** One more, after all others. */
    public RunnableSequence add(Runnable step) {
        steps.add(step);
        return this;
    }

    @Override
    public void run() {
        for (int i = 0; i < steps.size(); i++) { // no iterator: a step of training allocates nothing
            steps.get(i).run();
        }
    }
}
