package dev.tradespace.training.data.published;

import dev.tradespace.core.file.Sha256;
import dev.tradespace.training.data.io.ProgressListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Fetches one file: goes on with what an earlier try left, checks the sum, and gives the file its name only when it is
 * whole.
 */
public final class Download {
    private static final int CHUNK = 1 << 16;
    private static final int TRIES = 5;
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration STALL = Duration.ofSeconds(60);

    private final HttpClient client;
    private final ProxyVariables proxies;
    private final RemoteFile file;
    private final URI source;
    private final Path target;
    private final Path part;
    private final ProgressListener progress;

    /**
     * A download.
     *
     * @param base the folder that the file lies in, ending in a slash
     * @param folder where it shall lie
     * @param proxies on the way there
     * @param progress hears the bytes of this file
     */
    public Download(RemoteFile file, URI base, Path folder, ProxyVariables proxies, ProgressListener progress) {
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NORMAL);
        proxies.guide(builder);
        this.client = builder.build();
        this.proxies = proxies;
        this.file = file;
        this.source = base.resolve(file.name());
        this.target = folder.resolve(file.name());
        this.part = folder.resolve("." + file.name() + ".part");
        this.progress = progress;
    }

    /** Fetches the file unless it is there. */
    public void run() throws IOException {
        if (Files.isRegularFile(target)
                && Files.size(target) == file.bytes()
                && Sha256.of(target).equals(file.sha256())) {
            progress.at(file.bytes(), file.bytes());
            return;
        }
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(out)) {
            fetch(out);
            out.force(true);
            check();
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            // The lock is on what is the target now; it ends with the channel.
            assert lock.isValid();
        } catch (ClosedByInterruptException interrupted) {
            throw new InterruptedIOException("interrupted while fetching " + source);
        }
    }

    private FileLock lock(FileChannel out) throws IOException {
        @Nullable FileLock lock;
        try {
            lock = out.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            lock = null;
        }
        if (lock == null) {
            throw new IOException(target + " is being fetched by another process");
        }
        return lock;
    }

    private void fetch(FileChannel out) throws IOException {
        if (out.size() > file.bytes()) {
            out.truncate(0);
        }
        int triesWithoutGain = 0;
        while (out.size() < file.bytes()) {
            long before = out.size();
            try {
                fetchRest(out);
            } catch (Refused | InterruptedIOException | NotWritten final_) {
                throw final_;
            } catch (IOException cut) {
                triesWithoutGain = out.size() > before ? 0 : triesWithoutGain + 1;
                if (triesWithoutGain == TRIES) {
                    throw new IOException(
                            source + " cannot be fetched: " + reason(cut) + "; " + (out.size() >> 10) + " of "
                                    + (file.bytes() >> 10) + " KiB are here",
                            cut);
                }
            }
        }
    }

    /** The client of Java says nothing but the kind of exception where there is no network. */
    private String reason(IOException cut) {
        if (cut instanceof ConnectException) {
            return "there is no connection to "
                    + proxies.place(source).map(proxy -> "the proxy " + proxy).orElse(source.getHost());
        }
        if (cut instanceof HttpTimeoutException) {
            return source.getHost() + " does not answer";
        }
        String way = proxies.place(source)
                .map(proxy -> "through the proxy " + proxy + ": ")
                .orElse("");
        return way + (cut.getMessage() == null ? cut.getClass().getSimpleName() : cut.getMessage());
    }

    private void fetchRest(FileChannel out) throws IOException {
        long from = out.size();
        HttpRequest.Builder request = HttpRequest.newBuilder(source).timeout(STALL);
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        HttpResponse<InputStream> response = send(request.build());
        try (InputStream in = response.body()) {
            if (response.statusCode() == 206 && startsAt(response, from)) {
                out.position(from);
            } else if (response.statusCode() == 200) {
                // A server that cannot give the rest gives all.
                out.truncate(0);
            } else if (response.statusCode() == 206 || response.statusCode() == 416) {
                out.truncate(0);
                throw new IOException("the server gave another part than was asked for");
            } else if (response.statusCode() == HttpURLConnection.HTTP_PROXY_AUTH) {
                throw new Refused(source + " cannot be fetched: "
                        + proxies.place(source)
                                .map(proxy -> "the proxy " + proxy)
                                .orElse("a proxy")
                        + " wants another name and password (http://NAME:PASSWORD@HOST:PORT)");
            } else if (response.statusCode() >= 500) {
                throw new IOException("the server answered " + response.statusCode());
            } else {
                throw new Refused(source + " cannot be fetched: the server answered " + response.statusCode());
            }
            copy(in, out);
        }
    }

    private static boolean startsAt(HttpResponse<?> response, long from) {
        return response.headers()
                .firstValue("Content-Range")
                .map(range -> range.startsWith("bytes " + from + "-"))
                .orElse(false);
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while fetching " + source);
        }
    }

    private void copy(InputStream in, FileChannel out) throws IOException {
        AtomicLong lastNanos = new AtomicLong(System.nanoTime());
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "watch over a download");
            thread.setDaemon(true);
            return thread;
        });
        ScheduledFuture<?> watching = watch.scheduleWithFixedDelay(
                () -> {
                    if (System.nanoTime() - lastNanos.get() > STALL.toNanos()) {
                        closeQuietly(in);
                    }
                },
                1,
                1,
                TimeUnit.SECONDS);
        try {
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                lastNanos.set(System.nanoTime());
                if (out.size() + read > file.bytes()) {
                    throw refused("it is longer than the " + file.bytes() + " bytes of the published file");
                }
                write(out, ByteBuffer.wrap(chunk, 0, read));
                progress.at(out.size(), file.bytes());
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted while fetching " + source);
                }
            }
        } finally {
            watching.cancel(false);
            watch.shutdown();
        }
        if (out.size() < file.bytes()) {
            throw new IOException("the connection was cut");
        }
    }

    private static void closeQuietly(InputStream in) {
        try {
            in.close();
        } catch (IOException alreadyBroken) {
            // The reader finds out by itself.
        }
    }

    private void write(FileChannel out, ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                if (out.write(bytes) == 0) {
                    throw new IOException("nothing more can be written");
                }
            }
        } catch (IOException full) {
            throw new NotWritten(part + " could not be written: " + full.getMessage(), full);
        }
    }

    private void check() throws IOException {
        String sum = Sha256.of(part);
        if (!sum.equals(file.sha256())) {
            throw refused("its SHA-256 must be " + file.sha256() + ", was " + sum);
        }
    }

    /** What came is not the file, so that nobody goes on from it. */
    private Refused refused(String why) throws IOException {
        Files.deleteIfExists(part);
        return new Refused(source + " is not the published file: " + why);
    }

    /** Another try would end the same. */
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /** The disk is the trouble, not the network. */
    private static final class NotWritten extends IOException {
        private static final long serialVersionUID = 1L;

        NotWritten(String message, IOException cause) {
            super(message, cause);
        }
    }
}
