package dev.tradespace.hardware;

import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Target;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Measures and profiles a model on a target in a process of its own. */
public interface Runner {
    /**
     * Measures, then scores; blocks until the worker has answered or has been killed. Never throws for anything that a model, a
     * worker or a machine can do: that is a {@link Outcome.Failed} with its reason. An interrupt kills the worker and restores the flag.
     *
     * @param model a file of the kind that the target's runtime reads, {@link Target#format}, that nobody changes meanwhile
     * @param exam what it is scored on in the same run, after all that is measured; null for nothing
     */
    Outcome measure(Path model, Target target, Protocol protocol, @Nullable Exam exam);

    /**
     * Asks the runtime where the time of a query goes, node by node; blocks and is interrupted like a measurement, and never throws either.
     * Fifty queries after a warm-up, or as many as a minute holds, at least ten.
     *
     * @param model a file of the kind that the target's runtime reads, that nobody changes meanwhile
     */
    default ProfileOutcome profile(Path model, Target target) {
        return new ProfileOutcome.Refused(
                new Outcome.Failure("what measures here cannot tell where the time goes", "", false));
    }

    /** Measures, and scores on nothing. */
    default Outcome measure(Path model, Target target, Protocol protocol) {
        return measure(model, target, protocol, null);
    }
}
