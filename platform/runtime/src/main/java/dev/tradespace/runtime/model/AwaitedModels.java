package dev.tradespace.runtime.model;

import dev.tradespace.results.Results;
import java.util.Set;
import java.util.stream.Collectors;

/** The models whose files jobs wait for. */
public final class AwaitedModels {
    private AwaitedModels() {}

    /** Their folders' names. */
    public static Set<String> folders(Results results) {
        return results.awaited().stream()
                .map(key -> ModelFolders.name(key.architecture(), key.weights()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
