package dev.tradespace.results;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pool of connections to a database whose schema is the one this version knows. Thread-safe. */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final String H2 = "jdbc:h2:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final int CONNECTIONS = 8;
    private static final long CONNECTION_MILLIS = 10_000;

    private final String name;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final ExecutorService threads;

    private Database(String name, HikariDataSource pool) {
        this.name = name;
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        this.threads = Executors.newFixedThreadPool(CONNECTIONS, work -> {
            Thread thread = new Thread(work, "results");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Connects, and brings the schema up to date. */
    static Database open(String url) {
        // Without settings and without user@: either may hold a password.
        String name = url.split("[;?]", 2)[0].replaceFirst("//[^/]*@", "//");
        HikariDataSource pool = connect(url, name);
        try {
            migrate(pool, name);
            return new Database(name, pool);
        } catch (RuntimeException broken) {
            pool.close();
            throw broken;
        }
    }

    /** Reads; each statement sees what was committed before it. */
    <T> T read(HandleCallback<T, RuntimeException> work) {
        return undisturbed(() -> jdbi.withHandle(work));
    }

    /** Does all of the work in one transaction, or none of it if it throws. */
    <T> T write(HandleCallback<T, RuntimeException> work) {
        return undisturbed(() -> jdbi.inTransaction(work));
    }

    /**
     * Works on a thread that nobody can interrupt: an interrupt during a read or write of its file closes an H2 database for the
     * whole process. The caller waits for the end and keeps its interrupt.
     */
    private <T> T undisturbed(Callable<T> work) {
        boolean interrupted = false;
        try {
            Future<T> answer = threads.submit(work);
            while (true) {
                try {
                    return answer.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } catch (RejectedExecutionException closed) {
            throw new ResultsException("the database " + name + " has been closed; start again", closed);
        } catch (ExecutionException broken) {
            throw unwrapped(broken);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RuntimeException unwrapped(ExecutionException broken) {
        Throwable cause = broken.getCause();
        if (cause instanceof JdbiException) {
            return Diagnosis.of(name, cause);
        }
        if (cause instanceof Error fatal) {
            throw fatal;
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }

    /** Waits for what is being done, then gives the database up. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CONNECTION_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warn("the database {} is closed in the middle of its work", name);
            }
        } catch (InterruptedException hurry) {
            interrupted = true;
        }
        pool.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static HikariDataSource connect(String url, String name) {
        HikariConfig config = new HikariConfig();
        if (url.startsWith(H2)) {
            config.setDriverClassName("org.h2.Driver");
            config.setJdbcUrl(h2(url));
            // An H2 file closes with its last connection, and another process could take it: keep them all.
            config.setMaxLifetime(0);
            if (!sets(url, "USER")) {
                config.setUsername("sa");
                config.setPassword("");
            }
        } else if (url.startsWith(POSTGRESQL)) {
            config.setDriverClassName("org.postgresql.Driver");
            config.setJdbcUrl(url);
        } else {
            throw new ResultsException("the database URL must start with " + H2 + " or " + POSTGRESQL + ", was "
                    + (name.isEmpty() ? "nothing" : name)
                    + "; for example jdbc:postgresql://localhost/tradespace?user=me");
        }
        config.setPoolName("results");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(CONNECTION_MILLIS);
        config.setInitializationFailTimeout(1);
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException broken) {
            // The pool wraps what the driver says, or the driver refuses the URL as an argument.
            throw Diagnosis.of(name, broken);
        }
    }

    /**
     * Without WRITE_DELAY=0 H2 acknowledges commits that are not on the disk yet; its default wait for a row lock is one second; and by itself it would close
     * the file as soon as the process is asked to end, before those who then put their work back.
     */
    private static String h2(String url) {
        return url
                + (sets(url, "WRITE_DELAY") ? "" : ";WRITE_DELAY=0")
                + (sets(url, "DB_CLOSE_ON_EXIT") ? "" : ";DB_CLOSE_ON_EXIT=FALSE")
                + (sets(url, "LOCK_TIMEOUT") ? "" : ";LOCK_TIMEOUT=10000");
    }

    private static boolean sets(String url, String setting) {
        return url.toUpperCase(Locale.ROOT).contains(";" + setting + "=");
    }

    private static void migrate(HikariDataSource pool, String name) {
        try {
            Flyway flyway = Flyway.configure(Database.class.getClassLoader())
                    .dataSource(pool)
                    .locations("classpath:dev/tradespace/results/migration")
                    .loggers("slf4j")
                    .table("tradespace_schema")
                    .load();
            refuseNewer(flyway, name);
            flyway.migrate();
        } catch (FlywayException broken) {
            throw Diagnosis.of(name, broken);
        }
    }

    /** Flyway by itself lets the migrations of a later version pass, and our SQL would meet tables it does not know. */
    private static void refuseNewer(Flyway flyway, String name) {
        MigrationInfo current = flyway.info().current();
        Optional<MigrationVersion> newest = Arrays.stream(flyway.info().all())
                .filter(migration -> migration.getState().isResolved())
                .map(MigrationInfo::getVersion)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
        if (current != null
                && current.getVersion() != null
                && newest.isPresent()
                && current.getVersion().isNewerThan(newest.get())) {
            throw new ResultsException(
                    "the database " + name + " was written by a newer Tradespace (its schema is " + current.getVersion()
                            + ", this one knows " + newest.get() + "); use that version, or another database");
        }
    }

    /** The first SQL exception among the causes. */
    static Optional<SQLException> sqlCause(Throwable broken) {
        for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }
}
