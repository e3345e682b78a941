package dev.tradespace.hardware;

import dev.tradespace.core.measure.Outcome.Failure;
import dev.tradespace.core.process.ExitValue;
import dev.tradespace.core.process.ForkedWorker;
import java.nio.file.Path;
import java.util.Optional;

/** What the end of a worker's process means for its measurement. */
final class WorkerEnd {
    private WorkerEnd() {}

    /**
     * Why a worker ended early; empty where it ended well. A crash may be the machine's and is worth another try; what Java
     * itself reports comes again.
     */
    static Optional<Failure> of(int exitValue, Path directory) {
        ExitValue end = new ExitValue(exitValue, ForkedWorker.lastLines(directory));
        return end.isSuccess()
                ? Optional.empty()
                : Optional.of(new Failure(end.sentence("the worker"), end.lastLines(), end.isCrash()));
    }
}
