package dev.tradespace.results.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pool of connections to a database whose schema is the one this version knows. Thread-safe. */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int CONNECTIONS = 8;

    private final String name;
    private final HikariDataSource pool;
    private final Jdbi jdbi;
    private final ExecutorService threads;

    private Database(String name, HikariDataSource pool) {
        this.name = name;
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        ColumnTypes.register(jdbi);
        this.threads = Executors.newFixedThreadPool(CONNECTIONS, work -> {
            Thread thread = new Thread(work, "results");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Connects, and brings the schema up to date. */
    public static Database open(String url) {
        Optional<H2File> file = H2File.of(url).map(H2File::followed);
        String name = name(url);
        return new Database(name, file.isPresent() ? current(file.get()) : migrated(url, name));
    }

    /** The URL for people: without settings and without user@, either of which may hold a password. */
    static String name(String url) {
        return H2File.of(url).map(H2File::name).orElseGet(() -> url.split("[;?]", 2)[0].replaceFirst("//[^/]*@", "//"));
    }

    /** A file is migrated as a copy of it, by whoever finds that it is behind. */
    private static HikariDataSource current(H2File file) {
        if (file.exists()) {
            HikariDataSource pool = ConnectionPool.open(file.url(), file.name(), CONNECTIONS);
            try {
                if (new Schema(pool, file.name()).isCurrent()) {
                    return pool;
                }
            } catch (RuntimeException broken) {
                pool.close();
                throw broken;
            }
            pool.close();
        }
        H2Migration.migrate(file);
        return ConnectionPool.open(file.url(), file.name(), CONNECTIONS);
    }

    private static HikariDataSource migrated(String url, String name) {
        HikariDataSource pool = ConnectionPool.open(url, name, CONNECTIONS);
        try {
            new Schema(pool, name).migrate();
            return pool;
        } catch (RuntimeException broken) {
            pool.close();
            throw broken;
        }
    }

    /** Reads; each statement sees what was committed before it. */
    public <T> T read(HandleCallback<T, RuntimeException> work) {
        return undisturbed(() -> jdbi.withHandle(work));
    }

    /** Does all of the work in one transaction, or none of it if it throws. */
    public <T> T write(HandleCallback<T, RuntimeException> work) {
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
            throw new ResultsException(
                    ResultsException.Reason.UNREACHABLE,
                    "the database " + name + " has been closed; start again",
                    closed);
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
            ResultsException told = Diagnosis.of(name, cause);
            if (told.reason() == ResultsException.Reason.FULL) {
                // H2 gives a file up that it could not write, and opens it anew when nobody holds the old connections:
                // once there is space, work goes on.
                pool.getHikariPoolMXBean().softEvictConnections();
            }
            return told;
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
            if (!threads.awaitTermination(ConnectionPool.CONNECTION_MILLIS, TimeUnit.MILLISECONDS)) {
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
