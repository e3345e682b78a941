package dev.tradespace.server.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {
    private static final URI URL = URI.create("http://127.0.0.1:8080");

    @TempDir
    private Path folder;

    @Test
    void ownsAHomeThatIsNotThereYet() throws IOException {
        Path home = folder.resolve("deep/home");

        try (HomeLock lock = own(home)) {
            assertEquals(home, lock.home());
            assertTrue(Files.isDirectory(home));
        }
    }

    @Test
    void namesTheOwnerToASecondTryOfTheSameProcessAndKeepsTheLock() throws Exception {
        try (HomeLock lock = own(folder)) {
            lock.announce(URL, "a secret of sixteen");

            HomeLock.OwnedBy owner = assertInstanceOf(HomeLock.OwnedBy.class, HomeLock.tryOwn(folder));

            assertEquals(ProcessHandle.current().pid(), owner.pid());
            assertEquals(Optional.of(URL), owner.url());
            assertEquals(Optional.of("a secret of sixteen"), owner.token());
            try (Stranger stranger = new Stranger(folder)) {
                assertEquals("owned by " + owner.pid() + " at " + URL, stranger.said());
            }
        }
    }

    @Test
    void seesAnotherProcessWhileItLivesAndItsKilledOneNoMore() throws Exception {
        try (Stranger stranger = new Stranger(folder)) {
            assertEquals("owns", stranger.said());

            HomeLock.OwnedBy owner = assertInstanceOf(HomeLock.OwnedBy.class, HomeLock.tryOwn(folder));
            assertEquals(stranger.pid(), owner.pid());
            assertEquals(Optional.empty(), owner.url());

            stranger.kill();
            assertTrue(Files.exists(folder.resolve("server.json")), "a killed process cleans nothing up");
            own(folder).close();
        }
    }

    @Test
    void takesNoUnreadableCardForAnOwner() throws IOException {
        Files.writeString(folder.resolve("server.json"), "{\"pid\": 1, \"pid\"");

        own(folder).close();
    }

    @Test
    void leavesNoCardBehind() throws IOException {
        own(folder).close();

        assertFalse(Files.exists(folder.resolve("server.json")));
        own(folder).close();
    }

    @Test
    void letsNobodyElseReadTheToken() throws IOException {
        try (HomeLock lock = own(folder)) {
            lock.announce(URL, "a secret of sixteen");

            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("server.json"))));
        }
    }

    @Test
    void keepsItsIdForEver() throws IOException {
        String id = HomeId.of(folder);

        assertEquals(id, HomeId.of(folder));
        assertEquals(36, id.length());
    }

    private static HomeLock own(Path home) throws IOException {
        return assertInstanceOf(HomeLock.Owned.class, HomeLock.tryOwn(home)).lock();
    }

    /** Another process that tries to own a home, and keeps it until it is killed. */
    private static final class Stranger implements AutoCloseable {
        private final Process process;
        private final BufferedReader words;

        Stranger(Path home) throws IOException {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    HomeStranger.class.getName(),
                    home.toString());
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
            words = process.inputReader(StandardCharsets.UTF_8);
        }

        String said() throws IOException {
            return words.readLine();
        }

        long pid() {
            return process.pid();
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
