package dev.tradespace.results.database;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/** The version of a database's tables, and the migrations that lead to the one that this Tradespace knows. */
final class Schema {
    static final String HISTORY = "tradespace_schema";

    private final DataSource database;
    private final String name;

    /**
     * The schema of a database.
     *
     * @param name of the database, for people
     */
    Schema(DataSource database, String name) {
        this.database = database;
        this.name = name;
    }

    private Flyway flyway(MigrationVersion target) {
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:dev/tradespace/results/migration")
                .loggers("slf4j")
                .table(HISTORY)
                .target(target)
                .load();
    }

    /**
     * Whether every migration has been done, and every metric has its column.
     *
     * @throws ResultsException if a newer Tradespace has done more of them: our SQL would meet tables that it does not know
     */
    boolean isCurrent() {
        return told(() -> {
            MigrationInfo[] all = flyway(MigrationVersion.LATEST).info().all();
            refuseNewer(all);
            return Arrays.stream(all)
                            .allMatch(migration -> migration.getState().isApplied()
                                    && !migration.getState().isFailed())
                    && MetricColumns.missing(database).isEmpty();
        });
    }

    /** The newest migration that has been done whole. */
    Optional<MigrationVersion> version() {
        return told(() -> Arrays.stream(flyway(MigrationVersion.LATEST).info().all())
                .filter(migration -> migration.getState().isApplied()
                        && !migration.getState().isFailed())
                .map(MigrationInfo::getVersion)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder()));
    }

    /** Does the migrations that are missing. Where the database's statements on tables are part of a transaction, each is done whole or not at all. */
    void migrate() {
        migrate(MigrationVersion.LATEST);
        told(() -> {
            MetricColumns.add(database);
            return true;
        });
    }

    /** Likewise up to a version, the columns of metrics that came later left out. */
    void migrate(MigrationVersion target) {
        told(() -> {
            Flyway flyway = flyway(target);
            MigrationInfo[] all = flyway.info().all();
            refuseNewer(all);
            if (Arrays.stream(all).anyMatch(migration -> migration.getState().isFailed())) {
                // It forgets that it failed, so that it is tried again.
                flyway.repair();
            }
            return flyway.migrate();
        });
    }

    private void refuseNewer(MigrationInfo[] all) {
        Optional<MigrationVersion> newest = newest(all, true);
        Optional<MigrationVersion> done = newest(all, false);
        if (newest.isPresent() && done.isPresent() && done.get().isNewerThan(newest.get())) {
            throw new ResultsException(
                    ResultsException.Reason.OTHER_VERSION,
                    "the database " + name + " was written by a newer Tradespace (its schema is " + done.get()
                            + ", this one knows " + newest.get() + "); use that version, or another database");
        }
    }

    private static Optional<MigrationVersion> newest(MigrationInfo[] all, boolean known) {
        return Arrays.stream(all)
                .filter(migration -> known
                        ? migration.getState().isResolved()
                        : migration.getState().isApplied())
                .map(MigrationInfo::getVersion)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
    }

    /** What may be done with a database. */
    private interface Work<T> {
        T done() throws SQLException;
    }

    private <T> T told(Work<T> work) {
        try {
            return work.done();
        } catch (FlywayException | SQLException broken) {
            throw Diagnosis.of(name, broken);
        }
    }
}
