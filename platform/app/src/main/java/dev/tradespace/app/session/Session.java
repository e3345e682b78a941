package dev.tradespace.app.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.context.FileProblem;
import dev.tradespace.app.terminal.StatusLine;
import dev.tradespace.app.wiring.Settings;
import dev.tradespace.core.process.ProcessState;
import dev.tradespace.server.home.HomeLock;
import dev.tradespace.server.home.HomeLock.Owned;
import dev.tradespace.server.home.HomeLock.OwnedBy;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A command's way to the platform: through the server that owns the home, or through one of its own that ends with the
 * command. Both speak the same HTTP, so there is one way of doing everything. Where the other command whose server it
 * was has ended, this one takes the home and goes on.
 */
public final class Session implements AutoCloseable, ServerLocator {
    private static final String LOOPBACK = "127.0.0.1";
    /**
     * How long a platform may take from owning the home to serving, or from not serving any more to giving the home up.
     */
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    /** How long a platform that works may take to answer. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(2);

    /** Time without an answer after which the wait is reported. */
    private static final Duration REPORT_AFTER = Duration.ofSeconds(3);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    /** What a command means to do. */
    public enum Work {
        /** Read what was measured. */
        READING,
        /** Measure, too. */
        MEASURING
    }

    private final Context context;
    private final Work work;
    private final ApiClient api = new ApiClient(this);
    private volatile Server server;
    private volatile Runnable interruptNotice = () -> {};
    private volatile boolean ending;

    /**
     * Who does the work.
     *
     * @param pid the process
     * @param own what ends with this command, null where it belongs to another
     */
    private record Server(
            ServerLocator.Address address,
            long pid,
            @Nullable OwnServer own) {
        /** Who it is and how it stands. */
        String sentence() {
            return "process " + pid + ", which serves this home at " + address.url()
                    + (ProcessState.isStopped(pid) ? ", is stopped" : ", does not answer");
        }
    }

    private Session(Context context, Work work, Server server) {
        this.context = context;
        this.work = work;
        this.server = server;
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end"));
    }

    /** When the process is asked to end; never on a thread of the platform's own. */
    private void end() {
        ending = true;
        try {
            interruptNotice.run();
        } catch (CommandFailure tooLate) {
            // The server has gone already.
        } finally {
            close();
        }
    }

    /** Through the server that owns the home, or through one that ends with this command. */
    public static Session open(Context context, Work work) {
        return serveOrJoin(context, work, 0);
    }

    /**
     * A server of this process.
     *
     * @throws CommandFailure if another process owns the home
     */
    public static Session serve(Context context, Settings settings, ListenAddress address) {
        HomeLock.Ownership ownership = own(settings);
        if (ownership instanceof OwnedBy other) {
            throw CommandFailure.refused("process " + other.pid() + " already serves " + settings.home()
                    + other.url().map(url -> " at " + url).orElse("")
                    + "; stop it first, or set TRADESPACE_HOME to another folder");
        }
        Server server = start(context, settings, ((Owned) ownership).lock(), address, Work.MEASURING);
        return new Session(context, Work.MEASURING, server);
    }

    /** A server of this process, or the one that already owns the home. */
    public static Session serveOrJoin(Context context, Work work, int port) {
        Session session =
                new Session(context, work, find(context, work, new ListenAddress(LOOPBACK, port, null), null));
        if (!session.isOwner()) {
            JsonNode about = session.api().get("/about", List.of());
            PluginDifferences.requireRead(context.morePlugins(), about);
            PluginDifferences.problems(about).forEach(problem -> context.say("tradespace: " + problem));
        }
        return session;
    }

    /**
     * Whoever owns the home, this process if nobody else does. Waits for one that does not serve yet, or not any more.
     *
     * @param gone one that does not count, if any
     */
    private static Server find(
            Context context, Work work, ListenAddress address, ServerLocator.@Nullable Address gone) {
        Settings settings = context.settings();
        long end = System.nanoTime() + TIMEOUT.toNanos();
        boolean said = false;
        while (true) {
            HomeLock.Ownership ownership = own(settings);
            if (ownership instanceof Owned owned) {
                return start(context, settings, owned.lock(), address, work);
            }
            OwnedBy other = (OwnedBy) ownership;
            Optional<URI> url = other.url().filter(found -> gone == null || !found.equals(gone.url()));
            if (url.isPresent()) {
                return new Server(
                        new ServerLocator.Address(url.get(), other.token().orElse(null)), other.pid(), null);
            }
            String who = "process " + other.pid() + " owns the home " + settings.home()
                    + (ProcessState.isStopped(other.pid()) ? ", is stopped" : "") + " and does not serve";
            if (System.nanoTime() > end) {
                throw CommandFailure.failed(who + ", for " + TIMEOUT.toSeconds() + " s now; " + wayOut(other.pid()));
            }
            if (!said && System.nanoTime() > end - TIMEOUT.minus(REPORT_AFTER).toNanos()) {
                said = true;
                context.say("tradespace: " + who + " yet; waiting up to "
                        + TIMEOUT.minus(REPORT_AFTER).toSeconds() + " s for it");
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }

    @Override
    public ServerLocator.Address now() {
        return server.address();
    }

    @Override
    public Duration timeout(ServerLocator.Address silent) {
        Server silentOne = server;
        Duration timeout = ProcessState.isStopped(silentOne.pid()) ? TIMEOUT : ANSWER_TIMEOUT;
        String who = silentOne.own() == null ? silentOne.sentence() : "the answer is still being computed";
        context.say("tradespace: " + who + "; waiting up to " + timeout.toSeconds() + " s for it");
        return timeout;
    }

    @Override
    public String timeoutMessage(ServerLocator.Address silent) {
        return server.sentence() + "; " + wayOut(server.pid());
    }

    private static String wayOut(long pid) {
        return ProcessState.isStopped(pid)
                ? "`kill -CONT " + pid + "` lets it go on, `kill -9 " + pid
                        + "` ends it and loses nothing that it has acknowledged; then try again"
                : "end it with `kill " + pid + "`, which loses nothing, then try again";
    }

    @Override
    public synchronized boolean isReplaced(ServerLocator.Address gone) {
        if (!server.address().equals(gone)) {
            return true;
        }
        if (ending || server.own() != null) {
            return false;
        }
        server = find(context, work, new ListenAddress(LOOPBACK, 0, null), gone);
        if (isOwner()) {
            context.say("The command that did this work has ended; this one goes on with it.");
        }
        return true;
    }

    private static HomeLock.Ownership own(Settings settings) {
        try {
            return HomeLock.tryOwn(settings.home());
        } catch (IOException unwritable) {
            throw CommandFailure.failed("the home " + settings.home() + " cannot be used: " + FileProblem.of(unwritable)
                    + "; set TRADESPACE_HOME to a folder that can be written");
        }
    }

    private static Server start(Context context, Settings settings, HomeLock lock, ListenAddress address, Work work) {
        OwnServer own = new OwnServer(lock);
        try {
            own.start(settings, context.catalogue(), context.strategies(), address, work == Work.MEASURING);
            return new Server(
                    new ServerLocator.Address(own.url(), address.token()),
                    ProcessHandle.current().pid(),
                    own);
        } catch (RuntimeException failed) {
            own.close();
            throw failed;
        }
    }

    public ApiClient api() {
        return api;
    }

    public URI address() {
        return server.address().url();
    }

    /** The process that does the work. */
    long pid() {
        return server.pid();
    }

    /** Whether the platform ends with this command. */
    public boolean isOwner() {
        return server.own() != null;
    }

    /** What a process that is asked to end does first, while the platform still answers; a later one replaces it. */
    public void beforeEnd(Runnable last) {
        interruptNotice = last;
    }

    /**
     * What is said on stderr when the process is asked to end.
     *
     * @param status falls silent first: what is said here is the last
     * @param ours where the platform ends with this command
     * @param others where it goes on without it
     */
    public void sayBeforeEnd(PrintWriter err, StatusLine status, String ours, String others) {
        beforeEnd(() -> {
            status.silence();
            err.println();
            err.println(isOwner() ? ours : others);
            err.flush();
        });
    }

    /** Waits until the process is asked to end. */
    public void awaitEnd() throws InterruptedException {
        OwnServer own = server.own();
        if (own != null) {
            own.awaitEnd();
        }
    }

    @Override
    public void close() {
        // The work ended by itself, so nothing is left to be said of it.
        beforeEnd(() -> {});
        OwnServer own = server.own();
        if (own != null) {
            own.close();
        }
    }
}
