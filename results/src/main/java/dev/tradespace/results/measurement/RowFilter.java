package dev.tradespace.results.measurement;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.results.database.MetricColumns;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.Query;

/** Queries for rows as SQL over {@code measurement m}. */
final class RowFilter {
    private RowFilter() {}

    /** What a row must be; the names in it are the query's own. */
    static String condition(RowQuery query) {
        List<String> conditions = new ArrayList<>();
        conditions.add(query.sweep() == null ? "m.shown = TRUE" : "m.job IN (SELECT id FROM job WHERE sweep = :sweep)");
        add(conditions, !query.variants().isEmpty(), "m.variant IN (<variants>)");
        add(conditions, !query.families().isEmpty(), "m.family IN (<families>)");
        add(conditions, !query.targets().isEmpty(), "m.target IN (<targets>)");
        add(conditions, query.dataset() != null, "m.dataset = :dataset");
        add(conditions, query.data() != null, "m.data = :data");
        add(conditions, query.conditions() != null, "m.conditions = :conditions");
        add(conditions, query.protocol() != null, "m.protocol = :protocol");
        return String.join(" AND ", conditions);
    }

    private static void add(List<String> conditions, boolean asked, String condition) {
        if (asked) {
            conditions.add(condition);
        }
    }

    /** All rows have the same value of shown; naming it lets H2 walk along the index that begins with it. */
    static String order(RowQuery query) {
        String prefix = query.sweep() == null ? "m.shown, " : "";
        Metric metric = query.order();
        return metric == null
                ? prefix + "m.id DESC"
                : prefix + "m." + MetricColumns.name(metric) + (metric.goal() == Goal.MINIMIZE ? " ASC" : " DESC")
                        + " NULLS LAST, m.id";
    }

    static Query bind(Query statement, RowQuery query) {
        list(statement, "variants", query.variants());
        list(statement, "families", query.families());
        list(statement, "targets", query.targets());
        return statement.bindMethods(query);
    }

    private static void list(Query statement, String name, List<String> allowed) {
        if (!allowed.isEmpty()) {
            statement.bindList(name, allowed);
        }
    }
}
