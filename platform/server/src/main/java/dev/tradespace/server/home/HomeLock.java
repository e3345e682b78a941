package dev.tradespace.server.home;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The right to write in a home. The operating system's lock on {@code server.lock} is the truth and ends with its process, however that
 * ends; {@code server.json} beside it only says whom to talk to, and a stale one, left by a kill -9, is overwritten.
 */
public final class HomeLock implements AutoCloseable {
    private static final String LOCK = "server.lock";
    /** An owner writes its card right after taking the lock: whoever comes between waits for it. */
    private static final int PATIENCE = 100;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    /**
     * Homes that this very process owns. A lock of the operating system belongs to the process and ends as soon as the process closes
     * any handle of the file, so a second try must not even open it.
     */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final Path home;
    private final Path key;
    private final FileChannel channel;
    private final FileLock lock;

    private HomeLock(Path home, Path key, FileChannel channel, FileLock lock) {
        this.home = home;
        this.key = key;
        this.channel = channel;
        this.lock = lock;
    }

    /** What became of a wish to own a home. */
    public sealed interface Ownership permits Owned, OwnedBy {}

    /**
     * It is ours until the lock is closed.
     *
     * @param lock what to close at the end
     */
    public record Owned(HomeLock lock) implements Ownership {}

    /**
     * Another process has it.
     *
     * @param pid that process
     * @param url where it serves, empty while it does not
     * @param token what the server asks for, empty for nothing
     */
    public record OwnedBy(long pid, Optional<URI> url, Optional<String> token) implements Ownership {}

    /**
     * Tries to own a home, which is made if it is not there.
     *
     * @throws IOException if the folder cannot be written
     */
    public static Ownership tryOwn(Path home) throws IOException {
        Files.createDirectories(home);
        for (int look = 0; look < PATIENCE; look++) {
            Optional<HomeLock> taken = take(home);
            if (taken.isPresent()) {
                ServerFile.of(ProcessHandle.current().pid()).write(home);
                return new Owned(taken.get());
            }
            Optional<ServerFile> card = ServerFile.read(home);
            if (card.isPresent() && ProcessHandle.of(card.get().pid()).isPresent()) {
                return card.get().asOwner();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        throw new IOException(
                "another process owns " + home + " but does not say which; if none runs, remove " + home.resolve(LOCK));
    }

    private static Optional<HomeLock> take(Path home) throws IOException {
        Path key = home.toRealPath();
        if (!OURS.add(key)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        FileLock lock = null;
        try {
            channel = FileChannel.open(home.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.tryLock();
            return lock == null ? Optional.empty() : Optional.of(new HomeLock(home, key, channel, lock));
        } finally {
            if (lock == null) {
                OURS.remove(key);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    /** The home that is owned. */
    public Path home() {
        return home;
    }

    /**
     * Tells other processes where the owner serves.
     *
     * @param token what the server asks for, null for nothing; only the user can read it
     */
    public void announce(URI url, @Nullable String token) throws IOException {
        new ServerFile(ProcessHandle.current().pid(), Optional.of(url), Optional.ofNullable(token)).write(home);
    }

    /** Gives the home up. */
    @Override
    public void close() throws IOException {
        if (!lock.isValid()) {
            return;
        }
        ServerFile.remove(home);
        lock.release();
        channel.close();
        OURS.remove(key);
    }
}
