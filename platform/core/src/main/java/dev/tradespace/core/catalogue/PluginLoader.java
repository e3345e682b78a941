package dev.tradespace.core.catalogue;

import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.core.process.BoundedCalls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Finds plugins on the class path, in this process, and in folders of jars, each jar in a process of its own. */
final class PluginLoader {
    /** After so many broken entries of the class path the rest of it is not looked at. */
    private static final int FAILURES = 20;

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
                    jars.add(new JarFamilies(hosts.add(jar), hosts.limits(), KeptAnswers.of(cache, jar.digest())));
                }
            }
        }
        BoundedCalls.all(
                "plugin loader",
                jars.stream().map(jar -> Executors.callable(jar::load)).toList());
        // Taken in by name, whoever answers first.
        jars.forEach(this::take);
    }

    private void take(JarFamilies jar) {
        rejected.addAll(jar.rejected());
        for (Family family : jar.families()) {
            try {
                take(family);
            } catch (PluginFailure taken) {
                rejected.add(new Rejected(family.source(), String.valueOf(taken.getMessage())));
            }
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
