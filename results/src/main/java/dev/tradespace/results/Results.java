package dev.tradespace.results;

import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.job.JobQueue;
import dev.tradespace.results.database.Database;
import dev.tradespace.results.database.H2File;
import dev.tradespace.results.database.StoreFacts;
import dev.tradespace.results.front.Fronts;
import dev.tradespace.results.job.JdbcJobQueue;
import dev.tradespace.results.job.Sweeps;
import dev.tradespace.results.measurement.Measurements;
import dev.tradespace.results.search.Searches;
import dev.tradespace.results.training.Trainings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The store of all that is asked for and all that comes of it: a face for each, on one database. The database is the truth: a method that returns has committed,
 * and what it committed survives a kill -9.
 *
 * <p>Any thread may call; every method may block. A database that cannot be reached throws {@link dev.tradespace.results.database.ResultsException}.
 *
 * <pre>{@code
 * try (Results results = Results.open(Results.url(home.resolve("store")), InstantSource.system())) {
 *     results.sweeps().create(spec, subjects);
 *     Lease lease = results.jobs().lease("local-cpu", "my home", Duration.ofMinutes(2)).orElseThrow().lease();
 * }
 * }</pre>
 */
public final class Results implements AutoCloseable {
    private final Database database;
    private final Sweeps sweeps;
    private final JobQueue jobs;
    private final Measurements measurements;
    private final Fronts fronts;
    private final Trainings trainings;
    private final Searches searches;

    private Results(Database database, InstantSource clock) {
        this.database = database;
        this.sweeps = new Sweeps(database, clock);
        this.jobs = new JdbcJobQueue(database, sweeps, clock);
        this.measurements = new Measurements(database);
        this.fronts = new Fronts(database);
        this.trainings = new Trainings(database);
        this.searches = new Searches(database, clock);
    }

    /**
     * Opens a database, creates it if it is an H2 file that does not exist, and brings its schema up to date.
     *
     * @param jdbcUrl {@code jdbc:h2:file:/folder/name}, to which {@code ;WRITE_DELAY=0} is added so that what is acknowledged is on the
     *     disk, or {@code jdbc:postgresql://host/database?user=name&password=word}
     * @param clock says when something was asked for or measured, of which microseconds are kept; leases run by the database's own clock
     * @throws dev.tradespace.results.database.ResultsException if it cannot be opened: another kind of URL, in use by another process, unreachable, or
     *     written by a newer version
     */
    public static Results open(String jdbcUrl, InstantSource clock) {
        return new Results(Database.open(jdbcUrl), () -> clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /**
     * The URL of a database in a file, whatever characters its path has.
     *
     * @param store the file without the ending that the database gives it
     */
    public static String url(Path store) {
        return new H2File(store, "").url();
    }

    /** Sweeps as they are asked for and looked at. */
    public Sweeps sweeps() {
        return sweeps;
    }

    /** Their jobs, for those who do them. */
    public JobQueue jobs() {
        return jobs;
    }

    /** What was measured. */
    public Measurements measurements() {
        return measurements;
    }

    /** What of it is not dominated. */
    public Fronts fronts() {
        return fronts;
    }

    /** The trainings. */
    public Trainings trainings() {
        return trainings;
    }

    /** The searches. */
    public Searches searches() {
        return searches;
    }

    /**
     * The id of the model that a short name means ({@link ModelId}), among all that were ever measured, trained or searched; of a text that
     * is no short name, the text itself.
     *
     * @return empty where there is none, or where two have that name
     */
    public Optional<String> variant(String name) {
        if (!ModelId.isShort(name)) {
            return Optional.of(name);
        }
        List<String> found = database
                .read(handle -> handle.createQuery("""
                        SELECT variant FROM measurement WHERE variant LIKE :ids
                        UNION SELECT variant FROM training WHERE variant LIKE :ids
                        UNION SELECT variant FROM trial WHERE variant LIKE :ids
                        """)
                        .bind("ids", ModelId.variantOf(name) + "[%")
                        .mapTo(String.class)
                        .list())
                .stream()
                .filter(id -> ModelId.parse(id).shortName().equals(name))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** What the store is. */
    public StoreFacts facts() {
        return database.read(StoreFacts::of);
    }

    @Override
    public void close() {
        database.close();
    }
}
