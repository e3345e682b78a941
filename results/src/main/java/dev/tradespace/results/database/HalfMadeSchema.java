package dev.tradespace.results.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.flywaydb.core.api.MigrationVersion;
import org.h2.jdbcx.JdbcDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a kill in the middle of a migration left in an H2 file, in the days when a migration was not done on a copy: tables, columns and indexes of a version
 * that was never reached. They hold nothing yet and are dropped, so that the migration can begin again.
 */
final class HalfMadeSchema {
    private static final Logger LOG = LoggerFactory.getLogger(HalfMadeSchema.class);
    /** The one table that its migration fills. */
    private static final String FILLED = "TALLY";

    private HalfMadeSchema() {}

    /**
     * The names of a schema.
     *
     * @param tables in their order
     * @param columns as TABLE.COLUMN
     * @param indexes those that have a name of ours
     */
    private record Names(Set<String> tables, Set<String> columns, Set<String> indexes) {
        static Names of(Connection connection) throws SQLException {
            return new Names(
                    texts(
                            connection,
                            "SELECT table_name FROM information_schema.tables"
                                    + " WHERE table_schema = 'PUBLIC' AND table_type = 'BASE TABLE'"),
                    texts(
                            connection,
                            "SELECT table_name || '.' || column_name FROM information_schema.columns"
                                    + " WHERE table_schema = 'PUBLIC'"),
                    texts(
                            connection,
                            "SELECT index_name FROM information_schema.indexes"
                                    + " WHERE table_schema = 'PUBLIC' AND is_generated = FALSE"));
        }
    }

    /**
     * Drops what the version that was reached does not have and a later one has.
     *
     * @param reached the last migration that was done whole
     */
    static void undo(Connection connection, Optional<MigrationVersion> reached) throws SQLException {
        Names actual = Names.of(connection);
        if (!actual.tables().contains(Schema.HISTORY)) {
            // A new database, or a stranger's.
            return;
        }
        Names known = reached.isPresent() ? at(reached.get()) : new Names(Set.of(), Set.of(), Set.of());
        Names later = at(MigrationVersion.LATEST);
        Set<String> tables = added(actual.tables(), known.tables(), later.tables());
        for (String table : tables) {
            if (!table.equals(FILLED)
                    && !texts(connection, "SELECT 'a row' FROM \"" + table + "\" LIMIT 1")
                            .isEmpty()) {
                // Nobody could have filled it: it is not what it seems to be.
                return;
            }
        }
        List<String> drops = new ArrayList<>();
        added(actual.indexes(), known.indexes(), later.indexes())
                .forEach(index -> drops.add("DROP INDEX IF EXISTS \"" + index + "\""));
        tables.forEach(table -> drops.add("DROP TABLE IF EXISTS \"" + table + "\" CASCADE"));
        for (String column : added(actual.columns(), known.columns(), later.columns())) {
            int dot = column.indexOf('.');
            if (!tables.contains(column.substring(0, dot))) {
                drops.add("ALTER TABLE \"" + column.substring(0, dot) + "\" DROP COLUMN IF EXISTS \""
                        + column.substring(dot + 1) + "\"");
            }
        }
        try (Statement statement = connection.createStatement()) {
            for (String drop : drops) {
                LOG.info("left by a migration that was cut off: {}", drop);
                statement.execute(drop);
            }
        }
    }

    private static Set<String> added(Set<String> actual, Set<String> known, Set<String> later) {
        return actual.stream()
                .filter(name -> !name.startsWith(Schema.HISTORY))
                .filter(name -> !known.contains(name) && later.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names that a version has, from a database in memory that is migrated to it. */
    private static Names at(MigrationVersion version) throws SQLException {
        JdbcDataSource memory = new JdbcDataSource();
        memory.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        memory.setUser("sa");
        try (Connection connection = memory.getConnection();
                Statement statement = connection.createStatement()) {
            new Schema(memory, "in memory").migrate(version);
            Names names = Names.of(connection);
            statement.execute("SHUTDOWN");
            return names;
        }
    }

    private static Set<String> texts(Connection connection, String sql) throws SQLException {
        Set<String> texts = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
