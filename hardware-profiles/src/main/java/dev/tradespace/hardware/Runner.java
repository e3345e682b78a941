package dev.tradespace.hardware;

import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Target;
import java.nio.file.Path;

/** Measures a model on a target in a process of its own. */
public interface Runner {
    /**
     * Measures; blocks until the worker has answered or has been killed. Never throws for anything that a model, a worker or a
     * machine can do: that is a {@link Outcome.Failed} with its reason. An interrupt kills the worker and restores the flag.
     *
     * @param model an ONNX file that nobody changes meanwhile
     */
    Outcome measure(Path model, Target target, Protocol protocol);
}
