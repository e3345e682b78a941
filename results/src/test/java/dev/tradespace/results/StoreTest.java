package dev.tradespace.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.core.job.JobChange;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.sweep.Lease;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every test of a store does: open an empty database, sweep something, close all it opened. */
public abstract class StoreTest {
    static final Instant NOW = Instant.parse("2026-02-03T04:05:06.789012Z");

    private final List<Results> open = new ArrayList<>();
    private String url = "";

    /** The URL of a new, empty database. */
    abstract String freshUrl() throws Exception;

    @BeforeEach
    final void chooseDatabase() throws Exception {
        url = freshUrl();
    }

    @AfterEach
    final void closeAll() {
        open.forEach(Results::close);
    }

    /** The database of this test; a second call gives a second store on it. */
    final Results open() {
        Results results = Results.open(url, InstantSource.fixed(NOW));
        open.add(results);
        return results;
    }

    /** Changes the database of this test by hand. */
    final void execute(String... statements) throws SQLException {
        boolean h2 = url.startsWith("jdbc:h2:");
        try (Connection connection =
                        h2 ? DriverManager.getConnection(url, "sa", "") : DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public static Lease lease(Results results) {
        return results.jobs()
                .lease(Trials.DEVICE, "home", Trials.MINUTE)
                .orElseThrow()
                .lease();
    }

    /** Sweeps one subject and gives the row of its measurement. */
    public static ResultRow measure(Results results, Subject subject, Reading reading) {
        results.sweeps().create(Trials.spec(), List.of(subject));
        Lease lease = lease(results);
        return row(results, lease, results.jobs().complete(lease, reading, Trials.SECOND));
    }

    /** Sweeps one subject and gives the row of its failure. */
    public static ResultRow failing(Results results, Subject subject) {
        results.sweeps().create(Trials.spec(), List.of(subject));
        Lease lease = lease(results);
        return row(results, lease, results.jobs().fail(lease, Trials.HUNG, Trials.SECOND));
    }

    /** The row of a job, which is told as it is read. */
    public static ResultRow row(Results results, Lease lease, Optional<JobChange> change) {
        ResultRow row = results.measurements().rowOf(lease.job()).orElseThrow();
        assertEquals(row, change.orElseThrow().row());
        return row;
    }

    /** Does all tasks at once, each on a thread of its own. */
    public static <T> List<T> inParallel(List<Callable<T>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(tasks)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
