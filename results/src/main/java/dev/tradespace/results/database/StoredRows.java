package dev.tradespace.results.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads all that a database holds, for no other reason than to see whether that can be done. */
final class StoredRows {
    private static final int ROWS_AT_ONCE = 1_000;

    private StoredRows() {}

    /**
     * Reads every row of every table.
     *
     * @return how many there are
     * @throws ResultsException if one cannot be read
     */
    static long read(DataSource database, String name) {
        try (Connection connection = database.getConnection()) {
            // Without it PostgreSQL's driver would gather a whole table in memory.
            connection.setAutoCommit(false);
            long rows = 0;
            for (String table : tables(connection)) {
                rows += read(connection, table);
            }
            return rows;
        } catch (SQLException | RuntimeException broken) {
            throw Diagnosis.of(name, broken);
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet found = connection
                .getMetaData()
                .getTables(null, connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (found.next()) {
                tables.add(found.getString("TABLE_NAME"));
            }
        }
        return tables;
    }

    private static long read(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_AT_ONCE);
            long rows = 0;
            try (ResultSet found = statement.executeQuery("SELECT * FROM \"" + table.replace("\"", "\"\"") + "\"")) {
                int columns = found.getMetaData().getColumnCount();
                while (found.next()) {
                    for (int column = 1; column <= columns; column++) {
                        found.getObject(column);
                    }
                    rows++;
                }
            }
            return rows;
        }
    }
}
