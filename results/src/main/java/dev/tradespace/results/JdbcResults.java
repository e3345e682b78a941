package dev.tradespace.results;

import dev.tradespace.core.catalogue.ModelName;
import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.Outcome;
import dev.tradespace.core.measure.Reading;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.search.SearchWork;
import dev.tradespace.core.statistics.Samples;
import dev.tradespace.core.sweep.JobState;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.core.sweep.SweepSpec;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.core.sweep.Training;
import dev.tradespace.core.training.Scores;
import dev.tradespace.results.database.Database;
import dev.tradespace.results.database.H2File;
import dev.tradespace.results.database.Page;
import dev.tradespace.results.database.ResultsException;
import dev.tradespace.results.database.StorableText;
import dev.tradespace.results.database.StoreFacts;
import dev.tradespace.results.front.FrontQuery;
import dev.tradespace.results.front.Fronts;
import dev.tradespace.results.front.Stratum;
import dev.tradespace.results.front.TargetFront;
import dev.tradespace.results.job.AwaitedKeys;
import dev.tradespace.results.job.Leases;
import dev.tradespace.results.job.ModelKey;
import dev.tradespace.results.job.Sweeps;
import dev.tradespace.results.measurement.MeasurementReader;
import dev.tradespace.results.measurement.MeasurementWriter;
import dev.tradespace.results.measurement.RowQuery;
import dev.tradespace.results.measurement.ScoreStore;
import dev.tradespace.results.search.JdbcSearches;
import dev.tradespace.results.search.Searches;
import dev.tradespace.results.training.JdbcTrainings;
import dev.tradespace.results.training.Trainings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Results in a relational database: an H2 file, or PostgreSQL, by the same SQL. Several processes may share one PostgreSQL; an H2 file
 * belongs to one process.
 */
public final class JdbcResults implements Results {
    private final Database database;
    private final InstantSource clock;
    private final MeasurementWriter writer;
    private final Fronts fronts = new Fronts();
    private final JdbcTrainings trainings;
    private final JdbcSearches searches;

    private JdbcResults(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.writer = new MeasurementWriter(clock);
        this.trainings = new JdbcTrainings(database);
        this.searches = new JdbcSearches(database, clock);
    }

    /**
     * Opens a database, creates it if it is an H2 file that does not exist, and brings its schema up to date.
     *
     * @param jdbcUrl {@code jdbc:h2:file:/folder/name}, to which {@code ;WRITE_DELAY=0} is added so that what is acknowledged is on the
     *     disk, or {@code jdbc:postgresql://host/database?user=name&password=word}
     * @param clock says when something was asked for or measured; leases run by the database's own clock
     * @throws ResultsException if it cannot be opened: another kind of URL, in use by another process, unreachable, or written by a
     *     newer version
     */
    public static JdbcResults open(String jdbcUrl, InstantSource clock) {
        return new JdbcResults(Database.open(jdbcUrl), clock);
    }

    /**
     * The URL of a database in a file, whatever characters its path has.
     *
     * @param store the file without the ending that the database gives it
     */
    public static String url(Path store) {
        return new H2File(store, "").url();
    }

    @Override
    public SweepState create(
            SweepSpec spec, List<Subject> subjects, List<Training> trainings, @Nullable SearchWork work) {
        if (subjects.isEmpty()) {
            throw new IllegalArgumentException("a sweep needs at least one job");
        }
        boolean again = spec.training() != null && spec.training().resume();
        return database.write(handle -> {
            JdbcTrainings.ask(handle, clock, trainings, again);
            return Sweeps.create(handle, clock, spec, subjects, work);
        });
    }

    @Override
    public Optional<SweepState> sweep(long id) {
        return database.read(handle -> Sweeps.find(handle, id));
    }

    @Override
    public Optional<String> variant(String name) {
        if (!ModelName.isShort(name)) {
            return Optional.of(name);
        }
        List<String> found = database
                .read(handle -> handle.createQuery("""
                    SELECT variant FROM measurement WHERE variant LIKE :ids
                    UNION SELECT variant FROM training WHERE variant LIKE :ids
                    UNION SELECT variant FROM trial WHERE variant LIKE :ids
                    """)
                        .bind("ids", ModelName.variant(name) + "[%")
                        .mapTo(String.class)
                        .list())
                .stream()
                .filter(id -> ModelName.of(id).equals(name))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    @Override
    public Optional<SweepState> sweep(SearchWork work) {
        return database.read(handle -> Sweeps.find(handle, work));
    }

    @Override
    public Page<SweepState> sweeps(int offset, int limit) {
        return database.read(handle -> Sweeps.page(handle, offset, limit));
    }

    @Override
    public Page<JobState> jobs(long sweep, int offset, int limit) {
        return database.read(handle -> Sweeps.jobs(handle, sweep, offset, limit));
    }

    @Override
    public Optional<Lease> lease(String device, String owner, Duration term) {
        return database.write(handle -> Leases.take(handle, device, owner, term));
    }

    @Override
    public boolean renew(Lease lease, Duration term) {
        return database.write(handle -> Leases.renew(handle, lease, term));
    }

    @Override
    public int releaseAll(String owner) {
        return database.write(handle -> {
            JdbcTrainings.releaseAll(handle, owner);
            return Leases.releaseAll(handle, owner);
        });
    }

    @Override
    public boolean complete(Lease lease, Reading reading, Duration spent) {
        return database.write(handle -> {
            boolean held = Leases.end(handle, lease, Optional.empty(), spent);
            if (held) {
                writer.keep(handle, lease, reading);
            }
            return held;
        });
    }

    /** Where not even the row of a failure can be kept, because of the model's own names, the job ends without one. */
    @Override
    public boolean fail(Lease lease, Outcome.Failure failure, Conditions conditions, Duration spent) {
        Outcome.Failure brief = StorableText.reason(failure);
        try {
            return database.write(handle -> {
                boolean held = Leases.end(handle, lease, Optional.of(brief.reason()), spent);
                if (held) {
                    writer.keep(handle, lease, brief, conditions);
                }
                return held;
            });
        } catch (ResultsException unstorable) {
            if (unstorable.reason() != ResultsException.Reason.UNSTORABLE) {
                throw unstorable;
            }
            return database.write(handle -> Leases.end(handle, lease, Optional.of(brief.reason()), spent));
        }
    }

    @Override
    public boolean retry(Lease lease, Outcome.Failure failure) {
        return database.write(handle -> Leases.retry(handle, lease, StorableText.reason(failure.reason())));
    }

    @Override
    public boolean putBack(Lease lease) {
        return database.write(handle -> Leases.putBack(handle, lease));
    }

    @Override
    public boolean cancel(long sweep) {
        return database.write(handle -> Sweeps.cancel(handle, sweep));
    }

    @Override
    public Page<ResultRow> rows(RowQuery query) {
        return database.read(handle -> MeasurementReader.rows(handle, query));
    }

    @Override
    public Optional<ResultRow> rowOf(long job) {
        return database.read(handle -> MeasurementReader.rowOf(handle, job));
    }

    @Override
    public List<ResultRow> rows(RowKey key) {
        return database.read(handle -> MeasurementReader.rows(handle, key));
    }

    @Override
    public Optional<ResultRow> row(long id) {
        return database.read(
                handle -> MeasurementReader.rows(handle, List.of(id)).stream().findFirst());
    }

    @Override
    public Optional<Samples> samples(long id) {
        return database.read(handle -> MeasurementReader.samples(handle, id));
    }

    @Override
    public Map<String, String> environment(long id) {
        return database.read(handle -> MeasurementReader.environment(handle, id));
    }

    @Override
    public Optional<Scores> scores(long id) {
        return database.read(handle -> ScoreStore.find(handle, id));
    }

    @Override
    public Set<ModelKey> awaited() {
        return database.read(AwaitedKeys::of);
    }

    @Override
    public StoreFacts facts() {
        return database.read(StoreFacts::of);
    }

    @Override
    public Trainings trainings() {
        return trainings;
    }

    @Override
    public Searches searches() {
        return searches;
    }

    @Override
    public List<Stratum> strata() {
        return database.read(fronts::strata);
    }

    @Override
    public TargetFront front(FrontQuery query) {
        return database.read(handle -> fronts.front(handle, query));
    }

    @Override
    public void close() {
        database.close();
    }
}
