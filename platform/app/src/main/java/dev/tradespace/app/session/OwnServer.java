package dev.tradespace.app.session;

import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.FileProblem;
import dev.tradespace.app.wiring.Parts;
import dev.tradespace.app.wiring.Settings;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.PluginOrigin;
import dev.tradespace.core.catalogue.PluginReport;
import dev.tradespace.search.catalogue.Strategies;
import dev.tradespace.server.Platform;
import dev.tradespace.server.PlatformSettings;
import dev.tradespace.server.home.HomeLock;
import dev.tradespace.server.home.PluginsInUse;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server of this process, from its start to its end by the command's own or by Ctrl-C. */
final class OwnServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnServer.class);
    private static final long TIMEOUT_SECONDS = 30;

    private final HomeLock lock;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable Parts parts;
    private @Nullable Platform platform;

    /** A server that is not started yet; it releases the lock when it is closed. */
    OwnServer(HomeLock lock) {
        this.lock = lock;
    }

    void start(
            Settings settings, Catalogue catalogue, Strategies strategies, ListenAddress address, boolean measuring) {
        try {
            Parts made = Parts.of(settings, catalogue, strategies, PluginOrigin.PLATFORM_VERSION);
            parts = made;
            PlatformSettings wanted = PlatformSettings.of(
                    settings.home(), PluginOrigin.PLATFORM_VERSION, address.host(), address.port(), address.token());
            Platform started = Platform.start(measuring ? wanted : wanted.withoutLanes(), made.parts())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            platform = started;
            lock.announce(started.url(), address.token());
            inUse(catalogue).write(settings.home());
        } catch (ExecutionException failed) {
            throw refusal(address, failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException late) {
            throw CommandFailure.failed(
                    "the platform did not start within " + TIMEOUT_SECONDS + " s; the log may say why");
        } catch (IOException unwritable) {
            throw CommandFailure.failed("the home cannot be written: " + FileProblem.of(unwritable));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted");
        }
    }

    private static PluginsInUse inUse(Catalogue catalogue) {
        Map<String, String> jars = new TreeMap<>();
        for (PluginReport plugin : catalogue.plugins()) {
            if (plugin.digest() != null) {
                jars.put(plugin.name(), plugin.digest());
            }
        }
        return new PluginsInUse(ProcessHandle.current().pid(), jars);
    }

    private static RuntimeException refusal(ListenAddress address, Throwable cause) {
        if (cause instanceof BindException) {
            return CommandFailure.refused("port " + address.port() + " of " + address.host()
                    + " is taken; choose another with --port, 0 for any");
        }
        if (cause instanceof IllegalArgumentException) {
            return CommandFailure.refused(String.valueOf(cause.getMessage()));
        }
        return cause instanceof RuntimeException known
                ? known
                : CommandFailure.failed("the platform did not start: " + cause.getMessage());
    }

    URI url() {
        if (platform == null) {
            throw new IllegalStateException("started before");
        }
        return platform.url();
    }

    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            if (platform != null) {
                platform.close().toCompletionStage().toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException failed) {
            LOG.warn("the platform did not end in order", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            if (parts != null) {
                parts.close();
            }
            giveUpHome();
            ended.countDown();
        }
    }

    private void giveUpHome() {
        try {
            PluginsInUse.remove(lock.home());
            lock.close();
        } catch (IOException failed) {
            LOG.warn("the home was not given up in order; the process's end does it", failed);
        }
    }
}
