package dev.tradespace.app.cli;

import dev.tradespace.app.wiring.Settings;
import dev.tradespace.runtime.home.HomeLock;
import dev.tradespace.runtime.home.HomeLock.Owned;
import dev.tradespace.runtime.home.HomeLock.OwnedBy;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A command's way to the platform: through the server that owns the home, or through one of its own that ends with the command. Both
 * speak the same HTTP, so there is one way of doing everything.
 */
final class Session implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    /** What a command means to do. */
    enum Work {
        /** Read what was measured. */
        READING,
        /** Measure, too. */
        MEASURING
    }

    private final URI address;
    private final ApiClient api;
    private final @Nullable Running own;
    private volatile Runnable farewell = () -> {};

    private Session(URI address, ApiClient api, @Nullable Running own) {
        this.address = address;
        this.api = api;
        this.own = own;
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end"));
    }

    /** When the process is asked to end; never on a thread of the platform's own. */
    private void end() {
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
        Settings settings = parent.settings();
        HomeLock.Ownership ownership = own(settings);
        return ownership instanceof Owned owned
                ? start(parent, settings, owned.lock(), new Place(LOOPBACK, 0, null), work)
                : join((OwnedBy) ownership);
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
        return start(parent, settings, ((Owned) ownership).lock(), place, Work.MEASURING);
    }

    /** A server of this process, or the one that already owns the home. */
    static Session serveOrJoin(TradespaceCommand parent, Settings settings, int port) {
        HomeLock.Ownership ownership = own(settings);
        return ownership instanceof Owned owned
                ? start(parent, settings, owned.lock(), new Place(LOOPBACK, port, null), Work.MEASURING)
                : join((OwnedBy) ownership);
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

    private static Session join(OwnedBy owner) {
        URI url = owner.url()
                .orElseThrow(() -> CommandFailure.failed(
                        "process " + owner.pid() + " owns the home but does not serve yet; try again in a moment"));
        return new Session(url, new ApiClient(url, owner.token().orElse(null)), null);
    }

    private static Session start(TradespaceCommand parent, Settings settings, HomeLock lock, Place place, Work work) {
        Running running = new Running(lock);
        try {
            running.start(settings, parent.catalogue(), parent.strategies(), place, work == Work.MEASURING);
            URI url = running.url();
            return new Session(url, new ApiClient(url, place.token()), running);
        } catch (RuntimeException failed) {
            running.close();
            throw failed;
        }
    }

    ApiClient api() {
        return api;
    }

    URI address() {
        return address;
    }

    /** Whether the platform ends with this command. */
    boolean isOwner() {
        return own != null;
    }

    /** What a process that is asked to end does first, while the platform still answers; a later one replaces it. */
    void beforeEnd(Runnable last) {
        farewell = last;
    }

    /**
     * What is said on stderr when the process is asked to end.
     *
     * @param ours where the platform ends with this command
     * @param others where it goes on without it
     */
    void sayBeforeEnd(PrintWriter err, String ours, String others) {
        beforeEnd(() -> {
            err.println();
            err.println(isOwner() ? ours : others);
            err.flush();
        });
    }

    /** Waits until the process is asked to end. */
    void awaitEnd() throws InterruptedException {
        if (own != null) {
            own.awaitEnd();
        }
    }

    @Override
    public void close() {
        if (own != null) {
            own.close();
        }
    }
}
