package dev.tradespace.results.database;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Metric;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The columns of the measurements that hold the values of metrics, each with an index to sort by. They follow from the
 * metrics, not from a numbered migration: a metric that a database was made without gets its column when that is
 * opened. Columns are only ever added, with nothing in them, so that two versions can share a database.
 */
public final class MetricColumns {
    private MetricColumns() {}

    /** The column of a metric's value: {@code model_size}. */
    public static String name(Metric metric) {
        return metric.id().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** The metrics that a database has no column for. */
    static List<Metric> missing(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return missing(connection);
        }
    }

    private static List<Metric> missing(Connection connection) throws SQLException {
        Set<String> known = new HashSet<>();
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT LOWER(column_name) FROM information_schema.columns"
                                + " WHERE LOWER(table_name) = 'measurement' AND table_schema = CURRENT_SCHEMA");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                known.add(rows.getString(1));
            }
        }
        return Arrays.stream(Metric.values())
                .filter(metric -> !known.contains(name(metric)))
                .toList();
    }

    /** Adds what is missing; in PostgreSQL whoever adds the same at once waits for the end of this transaction. */
    static void add(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (Metric metric : missing(connection)) {
                String column = name(metric);
                statement.execute("ALTER TABLE measurement ADD COLUMN IF NOT EXISTS " + column + " DOUBLE PRECISION");
                statement.execute("CREATE INDEX IF NOT EXISTS measurement_by_" + column + " ON measurement (shown, "
                        + column + (metric.goal() == Goal.MINIMIZE ? " ASC" : " DESC") + " NULLS LAST, id)");
            }
            connection.commit();
        }
    }
}
