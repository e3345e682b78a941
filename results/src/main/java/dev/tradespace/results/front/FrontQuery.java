package dev.tradespace.results.front;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.Protocol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which front: one {@link Stratum}, so that nothing is mixed.
 *
 * @param target the target's id
 * @param dataset the dataset
 * @param data the digest of the dataset's version, empty for none
 * @param conditions the digest of the conditions, empty for unknown ones
 * @param protocol the one protocol to use; null for the most thorough that each model was measured with, a failed trial only
 *     where none succeeded
 * @param objectives one or more metrics
 */
public record FrontQuery(
        String target,
        String dataset,
        String data,
        String conditions,
        @Nullable Protocol protocol,
        List<Metric> objectives) {
    public FrontQuery {
        objectives = List.copyOf(objectives);
        if (objectives.isEmpty()) {
            throw new IllegalArgumentException("a front needs at least one objective");
        }
    }
}
