package dev.tradespace.core.catalogue;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.plugin.Variant;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds plugins on the class path and in folders of jars, each jar in a class loader of its own. */
final class PluginLoader {
    private static final String BUILT_IN = "built in";
    /** After so many broken entries of one source the rest of it is not looked at: a service file may hold thousands. */
    private static final int FAILURES = 20;

    private final Map<String, Family> families = new LinkedHashMap<>();
    private final List<Rejected> rejected = new ArrayList<>();

    Map<String, Family> families() {
        return families;
    }

    List<Rejected> rejected() {
        return rejected;
    }

    void loadBuiltIn(ClassLoader loader) {
        take(ServiceLoader.load(ArchitecturePlugin.class, loader), loader, BUILT_IN, false);
    }

    /** Loads the families of every jar of a folder; a jar that brings strategies only is not ours to load. */
    void loadFolder(Path folder) {
        for (PluginJar jar : PluginJar.in(folder, rejected::add)) {
            if (jar.brings(ArchitecturePlugin.class)) {
                loadJar(jar);
            }
        }
    }

    /** The loader stays open for as long as the platform runs: a plugin may load its classes at any time. */
    @SuppressWarnings("resource")
    private void loadJar(PluginJar jar) {
        String name = jar.name();
        try {
            URLClassLoader loader = new URLClassLoader(
                    name, new URL[] {jar.path().toUri().toURL()}, PluginLoader.class.getClassLoader());
            int before = families.size() + rejected.size();
            take(ServiceLoader.load(ArchitecturePlugin.class, loader), loader, name, true);
            if (families.size() + rejected.size() == before) {
                rejected.add(new Rejected(name, "its service file names no plugin of its own"));
            }
        } catch (MalformedURLException impossible) {
            throw new AssertionError("a path is a URL", impossible);
        }
    }

    private void take(ServiceLoader<ArchitecturePlugin> services, ClassLoader loader, String source, boolean stranger) {
        Iterator<ServiceLoader.Provider<ArchitecturePlugin>> providers =
                services.stream().iterator();
        for (int failures = 0; failures < FAILURES; failures++) {
            try {
                while (providers.hasNext()) {
                    ServiceLoader.Provider<ArchitecturePlugin> provider = providers.next();
                    if (!stranger || provider.type().getClassLoader() == loader) {
                        take(provider.get(), source, stranger);
                    }
                }
                return;
            } catch (ServiceConfigurationError | LinkageError broken) {
                rejected.add(new Rejected(source, reason(broken)));
            } catch (PluginFailure refused) {
                rejected.add(new Rejected(source, String.valueOf(refused.getMessage())));
            }
        }
        rejected.add(new Rejected(source, "it has more than " + FAILURES + " broken plugins; the rest was not tried"));
    }

    /** What a service loader says, without its prefix, and why. */
    private static String reason(Error broken) {
        String what = String.valueOf(broken.getMessage()).replace(ArchitecturePlugin.class.getName() + ": ", "");
        Throwable cause = broken.getCause();
        return cause == null ? what : what + ": " + cause;
    }

    private void take(ArchitecturePlugin plugin, String source, boolean stranger) {
        Family family = Gate.family(plugin, source);
        Family holder = families.get(family.id());
        if (holder != null) {
            throw new PluginFailure("the plugin id " + family.id() + " is taken already, by the one from "
                    + (holder.source().equals(BUILT_IN) ? "the platform itself" : holder.source()));
        }
        if (stranger) {
            for (Variant variant : family.variants()) {
                List<Problem> problems = Gate.check(family, variant.configuration());
                if (!problems.isEmpty()) {
                    throw new PluginFailure("plugin " + family.id() + ": it refuses its own variant " + variant.name()
                            + ": " + problems.get(0));
                }
                Gate.build(family, variant.configuration());
            }
        }
        families.put(family.id(), family);
    }
}
