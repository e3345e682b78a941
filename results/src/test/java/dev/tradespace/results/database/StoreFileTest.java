package dev.tradespace.results.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tradespace.results.Results;
import dev.tradespace.results.Trials;
import dev.tradespace.results.database.ResultsException.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.h2.api.ErrorCode;
import org.h2.message.DbException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the place of a store: a link, another kind of file, a file of something else. */
class StoreFileTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("store.mv.db");
    }

    private String url() {
        return Results.url(folder.resolve("store"));
    }

    private ResultsException refusal() {
        ResultsException refused =
                assertThrows(ResultsException.class, () -> Results.open(url(), InstantSource.system()));
        StoreHealth health = StoreHealth.of(url());
        assertEquals(refused.reason(), health.trouble());
        assertEquals(refused.getMessage(), health.sentence());
        return refused;
    }

    private void refuses(Reason reason, String sentence) {
        ResultsException refused = refusal();
        assertEquals(reason, refused.reason());
        assertEquals("the database jdbc:h2:file:" + folder.resolve("store") + " " + sentence, refused.getMessage());
    }

    @Test
    void aFileThatIsALinkIsUsedWhereItLies() throws IOException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Results.open(Results.url(disk.resolve("moved")), InstantSource.system()).close();
        Files.createSymbolicLink(file(), Path.of("disk/moved.mv.db"));

        for (int time = 1; time <= 2; time++) {
            try (Results results = Results.open(url(), InstantSource.system())) {
                results.sweeps().create(Trials.spec(), List.of(Trials.subject("resnet/a")));
                assertEquals(time, results.sweeps().page(0, 1).total());
            }
        }

        assertTrue(StoreHealth.of(url()).isSound());
        assertTrue(Files.isSymbolicLink(file()));
    }

    @Test
    void aLinkThatLeadsNowhereIsNoNewStore() throws IOException {
        Files.createSymbolicLink(file(), Path.of("/nonexistent/store.mv.db"));

        refuses(
                Reason.UNREACHABLE,
                "is not here: its file " + file()
                        + " is a link that leads nowhere; bring back what it leads to, or choose another database");
        assertTrue(Files.isSymbolicLink(file()));
    }

    @Test
    void aLinkToAnotherNameIsToldTheNameThatIsNeeded() throws IOException {
        Path other = Files.createFile(folder.toRealPath().resolve("other.db"));
        Files.createSymbolicLink(file(), other);

        refuses(
                Reason.UNREACHABLE,
                "cannot be opened: its file " + file() + " is a link to " + other
                        + ", whose name must end with .mv.db; rename that file, or choose another database");
    }

    @Test
    void aFolderIsToldAsOne() throws IOException {
        Files.createDirectory(file());

        refuses(
                Reason.UNREACHABLE,
                "cannot be opened: " + file() + " is a folder, not a file; move it away, or choose another database");
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aPipeIsNotWaitedFor() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "this system makes no pipes");
        assertEquals(
                0,
                new ProcessBuilder("/usr/bin/mkfifo", file().toString()).start().waitFor());

        refuses(
                Reason.UNREACHABLE,
                "cannot be opened: " + file()
                        + " is a pipe, a socket or a device, not a file; move it away, or choose another database");
    }

    @Test
    void anEmptyFileIsNoNewStore() throws IOException {
        Files.createFile(file());

        refuses(Reason.DAMAGED, "is damaged: its file is empty; restore it from a copy, or choose another database");
        assertEquals(0, Files.size(file()));
    }

    @Test
    void aFileOfAnotherProgramIsToldAsOne() throws IOException {
        Files.writeString(file(), "SQLite format 3\0".repeat(1024), StandardCharsets.ISO_8859_1);

        refuses(
                Reason.DAMAGED,
                "is damaged: its file does not begin as an H2 database does;"
                        + " restore it from a copy, or choose another database");
    }

    @Test
    void theSecondOfTheTwoBeginningsIsEnough() throws IOException {
        try (Results results = Results.open(url(), InstantSource.system())) {
            results.sweeps().create(Trials.spec(), List.of(Trials.subject("resnet/a")));
        }
        byte[] bytes = Files.readAllBytes(file());
        Arrays.fill(bytes, 0, 4096, (byte) 0);
        Files.write(file(), bytes);

        try (Results results = Results.open(url(), InstantSource.system())) {
            assertEquals(1, results.sweeps().page(0, 1).total());
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsToldAsThat() {
        ResultsException told = Diagnosis.of("store", DbException.get(ErrorCode.DATABASE_IS_READ_ONLY));

        assertEquals(Reason.FORBIDDEN, told.reason());
        assertEquals(
                "the database store may not be written by this user;"
                        + " grant the right to write its file, or choose another database",
                told.getMessage());
    }
}
