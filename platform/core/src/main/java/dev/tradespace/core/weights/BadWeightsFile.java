package dev.tradespace.core.weights;

import dev.tradespace.api.check.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A file that holds no weights, or not those that were asked for, with everything that is wrong with it. */
public final class BadWeightsFile extends IOException {
    private static final long serialVersionUID = 1L;

    BadWeightsFile(Path file, List<Problem> problems) {
        super(file + " is no file of weights (safetensors): "
                + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    }
}
