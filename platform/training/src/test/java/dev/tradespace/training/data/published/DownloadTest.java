package dev.tradespace.training.data.published;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tradespace.training.data.io.Digest;
import dev.tradespace.training.data.io.ProgressListener;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
    @TempDir
    private Path folder;

    private final byte[] content = new byte[300_000];
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    /** What the server does with one request. */
    private interface Answer {
        void give(HttpExchange exchange, int from) throws IOException;
    }

    private Answer answer = this::rest;

    DownloadTest() throws IOException {
        new Random(3).nextBytes(content);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void serve() {
        server.createContext("/", exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            asked.add(exchange.getRequestURI() + " " + range);
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            try {
                answer.give(exchange, from);
            } finally {
                exchange.close();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void rest(HttpExchange exchange, int from) throws IOException {
        give(exchange, from, content.length);
    }

    /** Gives the rest, but stops at {@code end}. */
    private void give(HttpExchange exchange, int from, int end) throws IOException {
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        // In chunks (0): this server would keep a connection open on which it owes more.
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(content, from, Math.max(0, end - from));
        }
    }

    private URI base() {
        return URI.create("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/there/");
    }

    private RemoteFile file() {
        MessageDigest digest = Digest.sha256();
        digest.update(content);
        return new RemoteFile("data.gz", content.length, Digest.hex(digest));
    }

    private Path target() {
        return folder.resolve("data.gz");
    }

    private Path part() {
        return folder.resolve(".data.gz.part");
    }

    private void fetch(RemoteFile file) throws IOException {
        new Download(file, base(), folder, ProxyVariables.NONE, ProgressListener.SILENT).run();
    }

    private String failure(RemoteFile file) {
        return String.valueOf(assertThrows(IOException.class, () -> fetch(file)).getMessage());
    }

    @Test
    void fetchesAFileAndTellsHowFarItIs() throws IOException {
        List<Long> heard = new ArrayList<>();
        new Download(file(), base(), folder, ProxyVariables.NONE, (done, total) -> {
                    assertEquals(content.length, total);
                    heard.add(done);
                })
                .run();
        assertArrayEquals(content, Files.readAllBytes(target()));
        assertFalse(Files.exists(part()));
        assertEquals(heard.stream().sorted().toList(), heard);
        assertEquals(content.length, heard.get(heard.size() - 1));
        assertEquals(List.of("/there/data.gz null"), asked);
    }

    @Test
    void doesNotFetchAgainWhatIsWhole() throws IOException {
        fetch(file());
        fetch(file());
        assertEquals(1, asked.size());
    }

    @Test
    void fetchesAgainWhatWasDamaged() throws IOException {
        Files.write(target(), new byte[content.length]);
        fetch(file());
        assertArrayEquals(content, Files.readAllBytes(target()));
    }

    @Test
    void goesOnFromWhereTheConnectionWasCut() throws IOException {
        answer = (exchange, from) -> give(exchange, from, Math.min(content.length, from + 130_000));
        fetch(file());
        assertArrayEquals(content, Files.readAllBytes(target()));
        assertTrue(asked.size() >= 3, asked::toString);
        for (String later : asked.subList(1, asked.size())) {
            assertFalse(later.endsWith("null") || later.endsWith("=0-"), later);
        }
    }

    @Test
    void goesOnFromWhatAnEarlierRunLeft() throws IOException {
        Files.write(part(), Arrays.copyOf(content, 100_000));
        fetch(file());
        assertArrayEquals(content, Files.readAllBytes(target()));
        assertEquals(List.of("/there/data.gz bytes=100000-"), asked);
    }

    @Test
    void beginsAgainWhereTheServerCannotGiveARest() throws IOException {
        Files.write(part(), new byte[100_000]);
        answer = (exchange, from) -> give(exchange, 0, content.length);
        fetch(file());
        assertArrayEquals(content, Files.readAllBytes(target()));
    }

    @Test
    void beginsAgainWhereTheRestOnTheDiskIsTooLong() throws IOException {
        Files.write(part(), new byte[content.length + 1]);
        fetch(file());
        assertArrayEquals(content, Files.readAllBytes(target()));
    }

    @Test
    void givesUpWhereNothingMoreComesAndKeepsWhatIsThere() throws IOException {
        answer = (exchange, from) -> give(exchange, from, Math.max(from, 50_000));
        String message = failure(file());
        assertTrue(message.contains(" KiB are here"), message);
        assertTrue(message.contains(base().toString()), message);
        assertFalse(Files.exists(target()));
        assertEquals(50_000, Files.size(part()));
        answer = this::rest;
        fetch(file());
        assertArrayEquals(content, Files.readAllBytes(target()));
    }

    @Test
    void refusesAFileWithAnotherSum() throws IOException {
        RemoteFile expected = file();
        content[200_000]++;
        String message = failure(expected);
        assertTrue(message.contains("its SHA-256 must be " + expected.sha256() + ", was " + file().sha256()), message);
        assertFalse(Files.exists(target()));
        assertFalse(Files.exists(part()));
    }

    @Test
    void refusesAFileThatIsLongerThanPublished() {
        RemoteFile shorter = new RemoteFile("data.gz", 1000, file().sha256());
        assertTrue(failure(shorter).contains("longer than the 1000 bytes"), () -> failure(shorter));
    }

    @Test
    void saysAtOnceThatAFileIsNotThere() {
        answer = (exchange, from) -> exchange.sendResponseHeaders(404, -1);
        assertEquals(base() + "data.gz cannot be fetched: the server answered 404", failure(file()));
        assertEquals(1, asked.size());
    }

    @Test
    void triesAgainWhereAServerIsOutOfOrder() throws IOException {
        answer = (exchange, from) -> {
            if (asked.size() < 3) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                rest(exchange, from);
            }
        };
        fetch(file());
        assertArrayEquals(content, Files.readAllBytes(target()));
    }

    @Test
    void saysThatNobodyAnswers() {
        server.stop(0);
        String message = failure(file());
        assertTrue(message.startsWith(base() + "data.gz cannot be fetched: "), message);
    }

    @Test
    void letsOnlyOneFetchAtATime() throws IOException {
        try (FileChannel other = FileChannel.open(part(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = other.lock()) {
            assertTrue(lock.isValid());
            assertTrue(failure(file()).contains("is being fetched by another process"));
        }
    }

    /** Linux has a device that is always full. */
    @Test
    void namesTheFileThatAFullDiskCannotHold() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "there is no /dev/full here");
        Files.createSymbolicLink(part(), full);
        String message = failure(file());
        assertTrue(message.startsWith(part() + " could not be written: "), message);
    }

    @Test
    void stopsWhenInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        String message = failure(file());
        assertTrue(Thread.interrupted(), "the flag is kept");
        assertTrue(message.startsWith("interrupted while fetching"), message);
        assertFalse(Files.exists(target()));
    }
}
