package dev.tradespace.app.cli;

import dev.tradespace.app.wiring.Parts;
import dev.tradespace.app.wiring.Settings;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.PluginReport;
import dev.tradespace.core.measure.PluginOrigin;
import dev.tradespace.runtime.Platform;
import dev.tradespace.runtime.PlatformSettings;
import dev.tradespace.runtime.home.HomeLock;
import dev.tradespace.runtime.home.PluginsInUse;
import dev.tradespace.search.catalogue.Strategies;
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

/** The platform of this process, from its start to an orderly end, by the command's own or by Ctrl-C. */
final class Running implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);
    /** The product's version, as it is shown and kept with every measurement. */
    static final String VERSION = PluginOrigin.PLATFORM_VERSION;

    private static final long PATIENCE_SECONDS = 30;

    private final HomeLock lock;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable Parts parts;
    private @Nullable Platform platform;

    /** What becomes a platform once it is started; from here on it answers for the lock. */
    Running(HomeLock lock) {
        this.lock = lock;
    }

    void start(Settings settings, Catalogue catalogue, Strategies strategies, Session.Place place, boolean measuring) {
        try {
            Parts made = Parts.of(settings, catalogue, strategies, VERSION);
            parts = made;
            PlatformSettings wanted =
                    PlatformSettings.of(settings.home(), VERSION, place.host(), place.port(), place.token());
            Platform started = Platform.start(measuring ? wanted : wanted.withoutLanes(), made.parts())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            platform = started;
            lock.announce(started.url(), place.token());
            inUse(catalogue).write(settings.home());
        } catch (ExecutionException failed) {
            throw refusal(place, failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException late) {
            throw CommandFailure.failed(
                    "the platform did not start within " + PATIENCE_SECONDS + " s; the log may say why");
        } catch (IOException unwritable) {
            throw CommandFailure.failed("the home cannot be written: " + Obstacle.of(unwritable));
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

    private static RuntimeException refusal(Session.Place place, Throwable cause) {
        if (cause instanceof BindException) {
            return CommandFailure.refused("port " + place.port() + " of " + place.host()
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
                platform.close().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
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
