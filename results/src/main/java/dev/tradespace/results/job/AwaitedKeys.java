package dev.tradespace.results.job;

import dev.tradespace.core.job.ModelKey;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The models of jobs that have not ended: found by device, along the index by which jobs are leased, since most jobs of a store have ended. */
final class AwaitedKeys {
    private AwaitedKeys() {}

    static Set<ModelKey> of(Handle handle) {
        Set<ModelKey> keys = new LinkedHashSet<>();
        for (Optional<String> device = next(handle, ""); device.isPresent(); device = next(handle, device.get())) {
            keys.addAll(handle.createQuery(
                            "SELECT DISTINCT architecture, weights FROM job WHERE device = :device AND ended = FALSE")
                    .bind("device", device.get())
                    .mapTo(ModelKey.class)
                    .list());
        }
        return keys;
    }

    private static Optional<String> next(Handle handle, String after) {
        return handle.createQuery("SELECT MIN(device) FROM job WHERE device > :after")
                .bind("after", after)
                .mapTo(String.class)
                .findOne();
    }
}
