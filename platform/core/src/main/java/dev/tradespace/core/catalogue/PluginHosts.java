package dev.tradespace.core.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

/** The hosts of all jars of a catalogue, with the one clock that ends idle processes. */
final class PluginHosts implements AutoCloseable {
    private final PluginLimits limits;
    private final ScheduledThreadPoolExecutor clock;
    private final List<PluginHost> hosts = new ArrayList<>();

    PluginHosts(PluginLimits limits) {
        this.limits = limits;
        this.clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "idle plugins");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
        clock.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    PluginLimits limits() {
        return limits;
    }

    PluginHost add(PluginJar jar) {
        PluginHost host = new PluginHost(jar, limits, clock);
        hosts.add(host);
        return host;
    }

    List<PluginHost> all() {
        return List.copyOf(hosts);
    }

    /** Ends all processes. */
    @Override
    public void close() {
        hosts.forEach(PluginHost::close);
        clock.shutdownNow();
    }
}
