package dev.tradespace.results.job;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.results.measurement.PluginColumns;
import java.util.Map;
import org.jdbi.v3.core.mapper.Nested;

/** The subject of a job as columns. */
public record SubjectColumns(
        ModelId model,
        @Nested RowKey key,
        Map<Metric, Figure> known,
        @Nested PluginColumns plugin) {
    Subject subject() {
        return new Subject(model, key, known, plugin.origin());
    }
}
