package dev.tradespace.results.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.results.JdbcResults;
import dev.tradespace.results.Results;
import dev.tradespace.results.StoreTest;
import dev.tradespace.results.Trials;
import dev.tradespace.results.training.TrainingQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.flywaydb.core.api.MigrationVersion;
import org.h2.api.DatabaseEventListener;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A kill after each statement of the first start and of each migration. A kill leaves what is in the files at that moment, so a copy of them, taken between two
 * statements, stands for it.
 */
final class MigrationKillTest {
    /** So many kills, evenly spread, where not every statement is tried. */
    private static final int SOME = 6;

    @TempDir
    Path folder;

    private Path home(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private static Results open(Path home) {
        return JdbcResults.open(url(home), InstantSource.fixed(Instant.EPOCH));
    }

    private static String url(Path home) {
        return JdbcResults.url(home.resolve("store"));
    }

    /** Works as a new store does, and has what it had. */
    private static void works(Path home, int sweeps, String what) {
        try (Results results = open(home)) {
            assertEquals(sweeps, results.sweeps(0, 1).total(), what);
            results.create(Trials.spec(), List.of(Trials.subject("resnet/b")));
            assertTrue(results.complete(StoreTest.lease(results), Trials.reading(4), Trials.SECOND), what);
            assertEquals(0, results.searches().active().size(), what);
            assertEquals(
                    0,
                    results.trainings()
                            .page(new TrainingQuery(List.of(), null, null, 0, 1))
                            .total(),
                    what);
        } catch (ResultsException ruined) {
            throw new AssertionError(what + ": " + ruined.getMessage(), ruined);
        }
        assertFalse(Files.exists(home.resolve("store.migration.mv.db")), what);
    }

    @Test
    void aKillInTheFirstStartLeavesAHomeThatStarts() throws Exception {
        killedInTheFirstStart(SOME);
    }

    @Test
    @Tag("long")
    void aKillAfterAnyStatementOfTheFirstStartLeavesAHomeThatStarts() throws Exception {
        killedInTheFirstStart(Integer.MAX_VALUE);
    }

    private void killedInTheFirstStart(int most) throws Exception {
        Images images = new Images(home("first"), folder);

        images.open();

        assertTrue(images.taken() > 30, images.taken() + " images");
        for (int image = 0; image < images.taken(); image += images.step(most)) {
            works(images.home(image), 0, "killed after " + images.statement(image));
        }
    }

    @Test
    void aKillInAMigrationLosesNothing() throws Exception {
        killedInAMigration("1", SOME);
    }

    @ParameterizedTest
    @Tag("long")
    @ValueSource(strings = {"1", "2", "3"})
    void aKillAfterAnyStatementOfAMigrationLosesNothing(String version) throws Exception {
        killedInAMigration(version, Integer.MAX_VALUE);
    }

    private void killedInAMigration(String version, int most) throws Exception {
        Path home = home("old");
        writeOld(home, MigrationVersion.fromVersion(version));
        Images images = new Images(home, folder);

        images.open();

        for (int image = 0; image < images.taken(); image += images.step(most)) {
            works(images.home(image), 1, "killed after " + images.statement(image));
        }
        works(home, 1, "not killed at all");
    }

    /** As the versions did that migrated the file itself, statement by statement. */
    @ParameterizedTest
    @ValueSource(strings = {"V1__store.sql", "V2__trainings.sql", "V3__searches.sql"})
    void aHomeThatWasLeftHalfMadeRecovers(String migration) throws Exception {
        List<String> statements = statements(migration);
        int version = migration.charAt(1) - '0';
        for (int done = 1; done <= statements.size(); done++) {
            Path home = home(version + "." + done);
            writeOld(home, MigrationVersion.fromVersion(String.valueOf(version - 1)));
            execute(home, statements.subList(0, done));
            if (done % 2 == 0) {
                // It was started once more, failed, and noted so.
                execute(
                        home,
                        List.of("INSERT INTO \"tradespace_schema\" (\"installed_rank\", \"version\", \"description\","
                                + " \"type\", \"script\", \"installed_by\", \"execution_time\", \"success\")"
                                + " VALUES (99, '"
                                + version
                                + "', 'cut off', 'SQL', '" + migration + "', 'sa', 1, FALSE)"));
            }

            works(home, version > 1 ? 1 : 0, migration + ", killed after " + statements.get(done - 1));
        }
    }

    @Test
    void aStrangersDatabaseIsLeftAlone() throws Exception {
        Path home = home("stranger");
        execute(home, List.of("CREATE TABLE sweep (mine VARCHAR)", "INSERT INTO sweep VALUES ('kept')"));

        Optional<ResultsException> refused = Optional.empty();
        try (Results results = open(home)) {
            assertEquals(0, results.sweeps(0, 1).total());
        } catch (ResultsException alien) {
            refused = Optional.of(alien);
        }

        assertTrue(refused.isPresent());
        execute(home, List.of("UPDATE sweep SET mine = mine || '!' WHERE mine = 'kept'"));
    }

    /** A store as an earlier version left it, with one sweep in it. */
    private static void writeOld(Path home, MigrationVersion version) throws SQLException {
        JdbcDataSource old = new JdbcDataSource();
        old.setURL(url(home));
        old.setUser("sa");
        try (Connection held = old.getConnection()) {
            assertFalse(held.isClosed());
            try (Statement statement = held.createStatement()) {
                if (version.equals(MigrationVersion.fromVersion("0"))) {
                    // Only the table of the history is there, which Flyway makes first.
                    new Schema(old, "old").migrate(MigrationVersion.fromVersion("1"));
                    for (String table :
                            List.of("sample", "evidence", "measurement", "tally", "model", "job", "sweep")) {
                        statement.execute("DROP TABLE " + table);
                    }
                    statement.execute("DELETE FROM \"tradespace_schema\" WHERE \"version\" IS NOT NULL");
                } else {
                    new Schema(old, "old").migrate(version);
                    statement.execute(
                            "INSERT INTO sweep (variants, targets, protocol, created_at) VALUES ('[\"a\"]', '[\"b\"]',"
                                    + " 'quick', TIMESTAMP WITH TIME ZONE '2026-01-01 00:00:00Z')");
                    statement.execute(
                            "INSERT INTO job (sweep, device, variant, family, architecture, weights, target, dataset,"
                                    + " protocol, known, state, ended) SELECT id, 'd', 'resnet/a', 'resnet', 'x',"
                                    + " 'random:1', 'd/t', 'imagenet-1k', 'quick', '{}', 'DONE', TRUE FROM sweep");
                }
            }
        }
    }

    private static List<String> statements(String migration) throws IOException {
        try (var in = Objects.requireNonNull(
                Schema.class.getResourceAsStream("/dev/tradespace/results/migration/" + migration))) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("--[^\n]*", "");
            return Arrays.stream(script.split(";"))
                    .map(String::strip)
                    .filter(sql -> !sql.isEmpty())
                    .toList();
        }
    }

    private static void execute(Path home, List<String> statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(home), "sa", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Opens a store and copies its home after every statement that may have changed something. */
    private static final class Images {
        private final Path home;
        private final Path folder;
        private final List<String> statements = new ArrayList<>();

        Images(Path home, Path folder) {
            this.home = home;
            this.folder = folder;
        }

        void open() {
            Listener.LISTENING.set(this);
            try (Results results = JdbcResults.open(
                    url(home) + ";DATABASE_EVENT_LISTENER='" + Listener.class.getName() + "'",
                    InstantSource.system())) {
                assertTrue(results.sweeps(0, 1).total() >= 0);
            } finally {
                Listener.LISTENING.set(null);
            }
        }

        int taken() {
            return statements.size();
        }

        /** From one image to the next, if so many are tried. */
        int step(int most) {
            return Math.max(1, taken() / most);
        }

        Path home(int image) {
            return folder.resolve("image-" + image);
        }

        String statement(int image) {
            return statements.get(image);
        }

        synchronized void take(String statement) {
            Path image = home(statements.size());
            statements.add(statement);
            try (var files = Files.list(home)) {
                Files.createDirectory(image);
                for (Path file : files.toList()) {
                    Files.copy(file, image.resolve(file.getFileName()));
                }
            } catch (IOException broken) {
                throw new AssertionError(broken);
            }
        }
    }

    /** Told by H2 of every statement; public, because H2 makes it. */
    public static final class Listener implements DatabaseEventListener {
        static final AtomicReference<Images> LISTENING = new AtomicReference<>();

        @Override
        public void setProgress(int state, String statement, long x, long max) {
            Images images = LISTENING.get();
            if (images != null && state == STATE_STATEMENT_END && changes(statement)) {
                images.take(statement);
            }
        }

        private static boolean changes(String statement) {
            String sql = statement.strip().toUpperCase(Locale.ROOT);
            return List.of("CREATE", "ALTER", "DROP", "INSERT", "UPDATE", "DELETE", "COMMIT").stream()
                    .anyMatch(sql::startsWith);
        }
    }
}
