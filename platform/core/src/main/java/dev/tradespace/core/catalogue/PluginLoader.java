package dev.tradespace.core.catalogue;

import dev.tradespace.api.plugin.ArchitecturePlugin;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;

/** Finds plugins on the class path and in folders of jars, each jar in a class loader of its own. */
final class PluginLoader {
    private final Map<String, Family> families = new LinkedHashMap<>();
    private final List<Rejected> rejected = new ArrayList<>();

    Map<String, Family> families() {
        return families;
    }

    List<Rejected> rejected() {
        return rejected;
    }

    void loadBuiltIn(ClassLoader loader) {
        take(ServiceLoader.load(ArchitecturePlugin.class, loader), loader, "built in", false);
    }

    /** Loads every jar of a folder, sorted by name so that who came first does not depend on the file system. */
    void loadFolder(Path folder) {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
            found.forEach(jars::add);
        } catch (IOException unreadable) {
            rejected.add(new Rejected(folder.toString(), "the folder cannot be read: " + unreadable.getMessage()));
            return;
        }
        jars.sort(null);
        jars.forEach(this::loadJar);
    }

    /** The loader stays open for as long as the platform runs: a plugin may load its classes at any time. */
    @SuppressWarnings("resource")
    private void loadJar(Path jar) {
        String name = String.valueOf(jar.getFileName());
        try (JarFile readable = new JarFile(jar.toFile())) {
            if (readable.getEntry("META-INF/services/" + ArchitecturePlugin.class.getName()) == null) {
                rejected.add(new Rejected(name, "it has no META-INF/services/" + ArchitecturePlugin.class.getName()));
                return;
            }
        } catch (IOException broken) {
            rejected.add(new Rejected(name, "it is no readable jar: " + broken.getMessage()));
            return;
        }
        try {
            URLClassLoader loader =
                    new URLClassLoader(name, new URL[] {jar.toUri().toURL()}, PluginLoader.class.getClassLoader());
            take(ServiceLoader.load(ArchitecturePlugin.class, loader), loader, name, true);
        } catch (MalformedURLException impossible) {
            throw new AssertionError("a path is a URL", impossible);
        }
    }

    private void take(ServiceLoader<ArchitecturePlugin> services, ClassLoader loader, String source, boolean stranger) {
        Iterator<ServiceLoader.Provider<ArchitecturePlugin>> providers =
                services.stream().iterator();
        while (true) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                ServiceLoader.Provider<ArchitecturePlugin> provider = providers.next();
                if (!stranger || provider.type().getClassLoader() == loader) {
                    take(provider.get(), source, stranger);
                }
            } catch (ServiceConfigurationError | LinkageError broken) {
                rejected.add(new Rejected(source, String.valueOf(broken.getMessage())));
            } catch (PluginFailure refused) {
                rejected.add(new Rejected(source, String.valueOf(refused.getMessage())));
            }
        }
    }

    private void take(ArchitecturePlugin plugin, String source, boolean stranger) {
        Family family = Gate.family(plugin, source);
        Family holder = families.get(family.id());
        if (holder != null) {
            throw new PluginFailure("its id " + family.id() + " is taken by the plugin from " + holder.source());
        }
        if (stranger) {
            family.variants().forEach(variant -> Gate.build(family, variant.configuration()));
        }
        families.put(family.id(), family);
    }
}
