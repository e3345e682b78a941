package dev.tradespace.core.catalogue;

import dev.tradespace.api.plugin.ArchitecturePlugin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Finds plugins on the class path, in this process, and in folders of jars, each jar in a process of its own. */
final class PluginLoader {
    /** After so many broken entries of the class path the rest of it is not looked at. */
    private static final int FAILURES = 20;
    /** So many jars are asked at a time: most of what takes long is waiting for those that hang. */
    private static final int AT_A_TIME = 4;

    private final PluginHosts hosts;
    private final Map<String, Family> families = new LinkedHashMap<>();
    private final List<Rejected> rejected = new ArrayList<>();

    PluginLoader(PluginHosts hosts) {
        this.hosts = hosts;
    }

    Map<String, Family> families() {
        return families;
    }

    List<Rejected> rejected() {
        return rejected;
    }

    void loadBuiltIn(ClassLoader loader) {
        Iterator<ArchitecturePlugin> plugins =
                ServiceLoader.load(ArchitecturePlugin.class, loader).iterator();
        for (int failures = 0; failures < FAILURES; failures++) {
            try {
                while (plugins.hasNext()) {
                    take(Gate.family(plugins.next(), PluginOrigin.builtIn()));
                }
                return;
            } catch (ServiceConfigurationError | LinkageError | PluginFailure broken) {
                rejected.add(new Rejected(PluginOrigin.BUILT_IN, String.valueOf(broken.getMessage())));
            }
        }
    }

    /**
     * Loads the families of every jar of folders; a jar that brings strategies only is not ours to load.
     *
     * @param cache where it is kept what jars have told of themselves; null for nowhere
     */
    void loadFolders(List<Path> folders, @Nullable Path cache) {
        List<JarFamilies> jars = new ArrayList<>();
        for (Path folder : folders) {
            for (PluginJar jar : PluginJar.in(folder, rejected::add)) {
                if (jar.brings(ArchitecturePlugin.class)) {
                    jars.add(new JarFamilies(hosts.add(jar), hosts.limits(), KeptAnswers.of(cache, jar)));
                }
            }
        }
        if (jars.isEmpty()) {
            return;
        }
        ExecutorService asking = Executors.newFixedThreadPool(Math.min(AT_A_TIME, jars.size()), task -> {
            Thread thread = new Thread(task, "plugin loader");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> asked = new ArrayList<>();
            jars.forEach(jar -> asked.add(asking.submit(jar::load)));
            for (int i = 0; i < jars.size(); i++) {
                await(asked.get(i), jars.get(i));
            }
        } finally {
            asking.shutdownNow();
        }
    }

    /** Jars are taken in by name, whoever answers first. */
    private void await(Future<?> asked, JarFamilies jar) {
        try {
            asked.get();
            rejected.addAll(jar.rejected());
            for (Family family : jar.families()) {
                try {
                    take(family);
                } catch (PluginFailure taken) {
                    rejected.add(new Rejected(family.source(), String.valueOf(taken.getMessage())));
                }
            }
        } catch (ExecutionException bug) {
            throw new IllegalStateException(jar.name() + " could not be loaded", bug.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while plugins were loaded", stopped);
        }
    }

    private void take(Family family) {
        Family holder = families.putIfAbsent(family.id(), family);
        if (holder != null) {
            throw new PluginFailure("the plugin id " + family.id() + " is taken already, by the one from "
                    + (holder.source().equals(PluginOrigin.BUILT_IN) ? "the platform itself" : holder.source()));
        }
    }
}
