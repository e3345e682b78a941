package dev.tradespace.results.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.PluginOrigin;
import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.search.SearchState;
import dev.tradespace.core.search.SearchWork;
import dev.tradespace.core.search.Stage;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.core.sweep.Lease;
import dev.tradespace.core.sweep.SweepState;
import dev.tradespace.core.sweep.TrainingAsked;
import dev.tradespace.core.training.Scores;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.results.OtherJvm;
import dev.tradespace.results.Results;
import dev.tradespace.results.StoreTest;
import dev.tradespace.results.Trials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.h2.api.ErrorCode;
import org.h2.message.DbException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular about a database in a file of ours. */
final class H2FileTest {
    @TempDir
    Path folder;

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("store");
    }

    private static Results open(String url) {
        return Results.open(url, InstantSource.fixed(Instant.EPOCH));
    }

    private static String refusal(String url) {
        return String.valueOf(
                assertThrows(ResultsException.class, () -> open(url)).getMessage());
    }

    @Test
    void acknowledgesOnlyWhatIsOnTheDisk() {
        try (Database database = Database.open(url())) {
            Set<String> delays = database.read(handle -> handle.createQuery(
                            "SELECT setting_value FROM information_schema.settings WHERE setting_name = 'WRITE_DELAY'")
                    .mapTo(String.class)
                    .set());

            assertEquals(Set.of("0"), delays);
        }
    }

    @Test
    void opensADatabaseOfTheFirstSchema() throws Exception {
        restore("store-v1.sql");

        try (Results results = open(url())) {
            SweepState sweep = results.sweeps().find(1).orElseThrow();
            assertEquals(
                    List.of(3, 1, 1, SweepState.Status.ACTIVE),
                    List.of(sweep.total(), sweep.done(), sweep.failed(), sweep.status()));
            ResultRow row = results.measurements().row(1).orElseThrow();
            assertEquals("resnet/resnet18", row.model().toString());
            assertEquals(3.5, row.figure(Metric.LATENCY).value().orElseThrow());
            assertEquals("published", row.figure(Metric.ACCURACY).origin());
            assertEquals(101, results.measurements().samples(1).orElseThrow().size());
            assertEquals(
                    Trials.reading(3.5).environment(), results.measurements().environment(1));
            assertEquals(
                    Trials.HUNG.reason(),
                    results.measurements().row(2).orElseThrow().failure());
            assertEquals(
                    new Conditions(Conditions.UNSAID, "Some CPU @ 2.00GHz", Conditions.UNSAID, 0, 0),
                    row.provenance().conditions(),
                    "what was told in the environment then, and nothing else");
            assertEquals(PluginOrigin.UNKNOWN, row.provenance().plugin());
            Lease lease = StoreTest.lease(results);
            assertEquals("vit/b16", lease.subject().model().toString());
            assertTrue(results.jobs()
                    .complete(lease, Trials.reading(9), Trials.SECOND)
                    .isPresent());
        }
    }

    @Test
    void opensADatabaseWithTrainings() throws Exception {
        restore("store-v2.sql");

        try (Results results = open(url())) {
            TrainingState done = results.trainings().find(1).orElseThrow();
            assertEquals("resnet/a[classes=3]", done.model().toString());
            assertEquals(TrainingState.Status.DONE, done.status());
            assertEquals(2, done.curve().size());
            assertEquals(123_456_789, done.peakBytes());
            assertEquals(
                    TrainingState.Status.RUNNING,
                    results.trainings().find(2).orElseThrow().status());
            TrainingAsked asked = Objects.requireNonNull(
                    results.sweeps().find(2).orElseThrow().spec().training());
            assertEquals("seven", asked.dataset());
            Scores scores = results.measurements().scores(2).orElseThrow();
            assertEquals(200, scores.answers().size());
            ResultRow scored = results.measurements().row(2).orElseThrow();
            assertEquals(scores.accuracy(), scored.figure(Metric.ACCURACY));
            assertEquals(done.data(), scored.provenance().data(), "the version of the data is known by the training");
            assertEquals(done.spec(), scored.provenance().training());
            assertTrue(results.jobs()
                    .complete(StoreTest.lease(results), Trials.reading(9), Trials.SECOND)
                    .isPresent());
        }
    }

    @Test
    void opensADatabaseWithSearches() throws Exception {
        restore("store-v3.sql");

        try (Results results = open(url())) {
            SearchState search = results.searches().active().get(0);
            assertEquals(new SearchState.Chosen("random", Map.of("draws", "7"), "as was asked"), search.strategy());
            assertEquals(Duration.ofSeconds(63), search.spent());
            assertEquals(2, results.searches().calls(search.id()).size() - 1, "two proposals, and one of them told");
            TrialState trial = results.searches().trial(search.id(), 0).orElseThrow();
            assertEquals(Map.of("accuracy", 91.25), trial.values());
            assertEquals(Map.of("width", 0.5), trial.network().configuration());
            assertEquals(
                    SweepState.Status.FINISHED,
                    results.sweeps()
                            .find(new SearchWork(search.id(), 0, Stage.MEASURING))
                            .orElseThrow()
                            .status());
        }
    }

    @Test
    void opensADatabaseWithConditions() throws Exception {
        restore("store-v4.sql");

        try (Results results = open(url())) {
            ResultRow row = results.measurements().row(1).orElseThrow();
            assertEquals(
                    new Conditions("0123456789ab", "Xeon", "onnxruntime 1.28.0", 2, 8),
                    row.provenance().conditions());
            assertEquals(
                    new PluginOrigin("toy.jar", "abcdef012345"),
                    row.provenance().plugin());
            assertEquals("77ab12cd34ef5678", row.provenance().data());
            assertEquals(
                    List.of("cat", "dog"),
                    results.measurements().scores(1).orElseThrow().classNames());
            assertEquals(2, results.fronts().strata().size(), "a scored row, and a failed trial of another dataset");
        }
    }

    private void restore(String dump) throws Exception {
        Path script = folder.resolve(dump);
        try (var old = H2FileTest.class.getResourceAsStream("/dev/tradespace/results/" + dump)) {
            Files.copy(Objects.requireNonNull(old), script);
        }
        execute("RUNSCRIPT FROM '" + script + "'");
    }

    @Test
    void aFileInUseByAnotherProcessIsNamedWithTheWayOut() throws Exception {
        Process other = OtherJvm.start(Holder.class, url());
        try (var lines = other.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("open", lines.readLine());

            assertEquals(
                    "the database " + url()
                            + " is in use by another process; stop that one, or choose another database",
                    refusal(url()));
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    /** Another process that has the file open until it is killed. */
    static final class Holder {
        public static void main(String[] args) throws IOException {
            try (Results results = open(args[0])) {
                System.out.println("open");
                System.out.flush();
                int end = System.in.read();
                System.out.println(end + " after " + results.sweeps().page(0, 1).total());
            }
        }
    }

    @Test
    void aNewerSchemaIsNamedWithTheWayOut() throws Exception {
        open(url()).close();
        execute("INSERT INTO \"tradespace_schema\" (\"installed_rank\", \"version\", \"description\", \"type\","
                + " \"script\", \"installed_by\", \"execution_time\", \"success\") VALUES (99, '99', 'later',"
                + " 'SQL', 'V99__later.sql', 'sa', 1, TRUE)");

        assertEquals(
                "the database " + url() + " was written by a newer Tradespace (its schema is 99, this one knows N);"
                        + " use that version, or another database",
                refusal(url()).replaceFirst("knows [0-9]+\\)", "knows N)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "store", "jdbc:mysql://localhost/store", "http://localhost"})
    void refusesWhatIsNoUrlOfAKnownDatabase(String url) {
        assertEquals(
                "the database URL must start with jdbc:h2: or jdbc:postgresql:, was "
                        + (url.isEmpty() ? "nothing" : url)
                        + "; for example jdbc:postgresql://localhost/tradespace?user=me",
                refusal(url));
    }

    @Test
    void aFolderThatCannotBeIsNamedWithTheWayOut() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        String refusal = refusal("jdbc:h2:file:" + file + "/store");

        assertTrue(
                refusal.startsWith("the database jdbc:h2:file:" + file + "/store cannot be read or written: "),
                refusal);
        assertTrue(refusal.endsWith("; see to that, or choose another database"), refusal);
    }

    @Test
    void aWrongPasswordIsNamedWithoutShowingIt() {
        open(url() + ";USER=me;PASSWORD=right").close();

        assertEquals(
                "the database " + url() + " refuses the user or the password; set both in its URL",
                refusal(url() + ";USER=me;PASSWORD=wrong"));
    }

    @Test
    void aDamagedFileIsNamedWithTheWayOut() throws Exception {
        Files.writeString(folder.resolve("store.mv.db"), "no database ".repeat(4096));

        String refusal = refusal(url());

        assertTrue(refusal.contains(" is damaged: "), refusal);
        assertTrue(refusal.endsWith("; restore it from a copy, or choose another database"), refusal);
    }

    @Test
    void aFullDiskIsNamedWithTheWayOut() {
        SQLException full = DbException.convertIOException(new IOException("No space left on device"), "store.mv.db")
                .getSQLException();

        assertEquals(ErrorCode.IO_EXCEPTION_2, full.getErrorCode());
        assertEquals(
                "the database jdbc:h2:file:store cannot write because the disk is full; free some space and try again",
                Diagnosis.of("jdbc:h2:file:store", new IllegalStateException(full))
                        .getMessage());
    }

    @Test
    void whatIsAskedAfterClosingIsRefusedWithASentence() {
        Results closed = open(url());
        closed.close();

        assertEquals(
                "the database " + url() + " has been closed; start again",
                assertThrows(ResultsException.class, () -> closed.sweeps().page(0, 1))
                        .getMessage());
    }

    @Test
    void anInterruptedCallerHarmsNobody() throws Exception {
        try (Results results = open(url())) {
            AtomicBoolean kept = new AtomicBoolean(true);
            List<Callable<Integer>> callers = LongStream.range(0, 4)
                    .<Callable<Integer>>mapToObj(caller -> () -> {
                        for (int i = 0; i < 20; i++) {
                            Thread.currentThread().interrupt();
                            results.sweeps().create(Trials.spec(), List.of(Trials.subject("resnet/r" + i)));
                            kept.compareAndSet(true, Thread.interrupted());
                        }
                        return 0;
                    })
                    .toList();

            assertEquals(4, StoreTest.inParallel(callers).size());

            assertTrue(kept.get());
            assertEquals(80, results.sweeps().page(0, 1).total());
            assertFalse(results.sweeps().find(1).isEmpty());
            assertEquals(Map.of(), results.measurements().environment(1));
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
