package dev.tradespace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.app.wiring.Settings;
import dev.tradespace.core.process.ProcessState;
import dev.tradespace.runtime.home.HomeLock;
import dev.tradespace.runtime.home.HomeLock.Owned;
import dev.tradespace.runtime.home.HomeLock.OwnedBy;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A command's way to the platform: through the server that owns the home, or through one of its own that ends with the command. Both
 * speak the same HTTP, so there is one way of doing everything. Where the other command whose server it was has ended, this one takes the home and goes on.
 */
final class Session implements AutoCloseable, ApiClient.Whereabouts {
    private static final String LOOPBACK = "127.0.0.1";
    /** How long a platform may take from owning the home to serving, or from not serving any more to giving the home up. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** How long a platform that works may take to answer. */
    private static final Duration ANSWER = Duration.ofMinutes(2);

    /** So long nobody asks himself what a command is doing. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /** What a command means to do. */
    enum Work {
        /** Read what was measured. */
        READING,
        /** Measure, too. */
        MEASURING
    }

    private final TradespaceCommand parent;
    private final Work work;
    private final ApiClient api = new ApiClient(this);
    private volatile Server server;
    private volatile Runnable farewell = () -> {};
    private volatile boolean ending;

    /**
     * Who does the work.
     *
     * @param pid the process
     * @param own what ends with this command, null where it belongs to another
     */
    private record Server(
            ApiClient.Address address, long pid, @Nullable Running own) {
        /** Who it is and how it stands. */
        String sentence() {
            return "process " + pid + ", which serves this home at " + address.url()
                    + (ProcessState.isStopped(pid) ? ", is stopped" : ", does not answer");
        }
    }

    private Session(TradespaceCommand parent, Work work, Server server) {
        this.parent = parent;
        this.work = work;
        this.server = server;
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end"));
    }

    /** When the process is asked to end; never on a thread of the platform's own. */
    private void end() {
        ending = true;
        try {
            farewell.run();
        } catch (CommandFailure tooLate) {
            // The platform is gone already: nothing to take leave of.
        } finally {
            close();
        }
    }

    /** Through the server that owns the home, or through one that ends with this command. */
    static Session open(TradespaceCommand parent, Work work) {
        return serveOrJoin(parent, work, 0);
    }

    /**
     * A server of this process.
     *
     * @throws CommandFailure if another process owns the home
     */
    static Session serve(TradespaceCommand parent, Settings settings, Place place) {
        HomeLock.Ownership ownership = own(settings);
        if (ownership instanceof OwnedBy other) {
            throw CommandFailure.refused("process " + other.pid() + " already serves " + settings.home()
                    + other.url().map(url -> " at " + url).orElse("")
                    + "; stop it first, or set TRADESPACE_HOME to another folder");
        }
        Server server = start(parent, settings, ((Owned) ownership).lock(), place, Work.MEASURING);
        return new Session(parent, Work.MEASURING, server);
    }

    /** A server of this process, or the one that already owns the home. */
    static Session serveOrJoin(TradespaceCommand parent, Work work, int port) {
        Session session = new Session(parent, work, find(parent, work, new Place(LOOPBACK, port, null), null));
        if (!session.isOwner()) {
            JsonNode about = session.api().get("/about", List.of());
            PluginDifferences.requireRead(parent.morePlugins(), about);
            PluginDifferences.problems(about).forEach(problem -> parent.say("tradespace: " + problem));
        }
        return session;
    }

    /**
     * Whoever owns the home, this process if nobody else does. Waits for one that does not serve yet, or not any more.
     *
     * @param gone one that does not count, if any
     */
    private static Server find(TradespaceCommand parent, Work work, Place place, ApiClient.@Nullable Address gone) {
        Settings settings = parent.settings();
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean said = false;
        while (true) {
            HomeLock.Ownership ownership = own(settings);
            if (ownership instanceof Owned owned) {
                return start(parent, settings, owned.lock(), place, work);
            }
            OwnedBy other = (OwnedBy) ownership;
            Optional<URI> url = other.url().filter(found -> gone == null || !found.equals(gone.url()));
            if (url.isPresent()) {
                return new Server(new ApiClient.Address(url.get(), other.token().orElse(null)), other.pid(), null);
            }
            String who = "process " + other.pid() + " owns the home " + settings.home()
                    + (ProcessState.isStopped(other.pid()) ? ", is stopped" : "") + " and does not serve";
            if (System.nanoTime() > end) {
                throw CommandFailure.failed(who + ", for " + PATIENCE.toSeconds() + " s now; " + wayOut(other.pid()));
            }
            if (!said && System.nanoTime() > end - PATIENCE.minus(SILENCE).toNanos()) {
                said = true;
                parent.say("tradespace: " + who + " yet; waiting up to "
                        + PATIENCE.minus(SILENCE).toSeconds() + " s for it");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    @Override
    public ApiClient.Address now() {
        return server.address();
    }

    @Override
    public Duration patience(ApiClient.Address silent) {
        Server silentOne = server;
        Duration patience = ProcessState.isStopped(silentOne.pid()) ? PATIENCE : ANSWER;
        parent.say("tradespace: " + silentOne.sentence() + "; waiting up to " + patience.toSeconds() + " s for it");
        return patience;
    }

    @Override
    public String silence(ApiClient.Address silent) {
        return server.sentence() + "; " + wayOut(server.pid());
    }

    private static String wayOut(long pid) {
        return ProcessState.isStopped(pid)
                ? "`kill -CONT " + pid + "` lets it go on, `kill -9 " + pid
                        + "` ends it and loses nothing that it has acknowledged; then try again"
                : "end it with `kill " + pid + "`, which loses nothing, then try again";
    }

    @Override
    public synchronized boolean isReplaced(ApiClient.Address gone) {
        if (!server.address().equals(gone)) {
            return true;
        }
        if (ending || server.own() != null) {
            return false;
        }
        server = find(parent, work, new Place(LOOPBACK, 0, null), gone);
        if (isOwner()) {
            parent.say("The command that did this work has ended; this one goes on with it.");
        }
        return true;
    }

    /**
     * Where to serve.
     *
     * @param host address to listen on
     * @param port port, 0 for a free one
     * @param token what clients must show, null for nothing
     */
    record Place(String host, int port, @Nullable String token) {
        private static final int LAST_PORT = 65_535;

        Place {
            if (port < 0 || port > LAST_PORT) {
                throw CommandFailure.refused("--port must be 0 to " + LAST_PORT + ", was " + port);
            }
        }
    }

    private static HomeLock.Ownership own(Settings settings) {
        try {
            return HomeLock.tryOwn(settings.home());
        } catch (IOException unwritable) {
            throw CommandFailure.failed("the home " + settings.home() + " cannot be used: " + Obstacle.of(unwritable)
                    + "; set TRADESPACE_HOME to a folder that can be written");
        }
    }

    private static Server start(TradespaceCommand parent, Settings settings, HomeLock lock, Place place, Work work) {
        Running running = new Running(lock);
        try {
            running.start(settings, parent.catalogue(), parent.strategies(), place, work == Work.MEASURING);
            return new Server(
                    new ApiClient.Address(running.url(), place.token()),
                    ProcessHandle.current().pid(),
                    running);
        } catch (RuntimeException failed) {
            running.close();
            throw failed;
        }
    }

    ApiClient api() {
        return api;
    }

    URI address() {
        return server.address().url();
    }

    /** The process that does the work. */
    long pid() {
        return server.pid();
    }

    /** Whether the platform ends with this command. */
    boolean isOwner() {
        return server.own() != null;
    }

    /** What a process that is asked to end does first, while the platform still answers; a later one replaces it. */
    void beforeEnd(Runnable last) {
        farewell = last;
    }

    /**
     * What is said on stderr when the process is asked to end.
     *
     * @param status falls silent first: what is said here is the last
     * @param ours where the platform ends with this command
     * @param others where it goes on without it
     */
    void sayBeforeEnd(PrintWriter err, StatusLine status, String ours, String others) {
        beforeEnd(() -> {
            status.silence();
            err.println();
            err.println(isOwner() ? ours : others);
            err.flush();
        });
    }

    /** Waits until the process is asked to end. */
    void awaitEnd() throws InterruptedException {
        Running own = server.own();
        if (own != null) {
            own.awaitEnd();
        }
    }

    @Override
    public void close() {
        Running own = server.own();
        if (own != null) {
            own.close();
        }
    }
}
