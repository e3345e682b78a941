package dev.tradespace.server.model;

import dev.tradespace.core.job.JobQueue;
import java.util.Set;
import java.util.stream.Collectors;

/** The models whose files jobs wait for. */
public final class AwaitedModels {
    private AwaitedModels() {}

    /** Their folders' names. */
    public static Set<String> folders(JobQueue jobs) {
        return jobs.awaited().stream()
                .map(key -> ModelFolders.name(key.architecture(), key.weights()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
