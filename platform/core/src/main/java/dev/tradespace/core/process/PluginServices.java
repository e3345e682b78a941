package dev.tradespace.core.process;

import java.io.IOException;
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
import org.jspecify.annotations.Nullable;

/**
 * The providers of a service that a plugin's jars name, in the plugin's own process. Its classes see the JDK's, the api's and their own.
 *
 * @param <S> the service
 */
public final class PluginServices<S> {
    /** After so many broken entries the rest is not looked at: a service file may hold thousands. */
    private static final int FAILURES = 20;

    private final Class<S> service;
    private final ClassLoader loader;
    private @Nullable Map<String, ServiceLoader.Provider<S>> providers;
    private final List<String> failures = new ArrayList<>();

    private PluginServices(Class<S> service, ClassLoader loader) {
        this.service = service;
        this.loader = loader;
    }

    /** Those of a plugin's jars; they stay open for as long as the process runs. */
    public static <S> PluginServices<S> of(Class<S> service, Path plugin) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path jar : new PluginFiles(plugin).jars()) {
            urls.add(jar.toUri().toURL());
        }
        return new PluginServices<>(
                service,
                new URLClassLoader(urls.toArray(URL[]::new), new ApiLoader(PluginServices.class.getClassLoader())));
    }

    /** The api and no other class of ours, nor our libraries': a plugin may bring another version of them. */
    private static final class ApiLoader extends ClassLoader {
        private final ClassLoader ours;

        ApiLoader(ClassLoader ours) {
            super(getPlatformClassLoader());
            this.ours = ours;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("dev.tradespace.api.")) {
                return ours.loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }

    /** The names of the classes that are providers; none is initialised yet. */
    public List<String> names() {
        return List.copyOf(providers().keySet());
    }

    /** Why other entries are none. */
    public List<String> failures() {
        providers();
        return List.copyOf(failures);
    }

    /**
     * A provider of a name.
     *
     * @throws IllegalArgumentException if it cannot be made, with the reason
     */
    public S provider(String name) {
        ServiceLoader.Provider<S> provider = providers().get(name);
        if (provider == null) {
            throw new IllegalArgumentException("there is no " + name);
        }
        try {
            return provider.get();
        } catch (ServiceConfigurationError broken) {
            throw new IllegalArgumentException(reason(broken), broken.getCause() == null ? broken : broken.getCause());
        }
    }

    private Map<String, ServiceLoader.Provider<S>> providers() {
        Map<String, ServiceLoader.Provider<S>> known = providers;
        if (known == null) {
            known = read();
            providers = known;
        }
        return known;
    }

    private Map<String, ServiceLoader.Provider<S>> read() {
        Map<String, ServiceLoader.Provider<S>> found = new LinkedHashMap<>();
        Iterator<ServiceLoader.Provider<S>> all = ServiceLoader.load(service, loader).stream()
                .filter(provider -> provider.type().getClassLoader() == loader)
                .iterator();
        while (failures.size() < FAILURES) {
            try {
                while (all.hasNext()) {
                    ServiceLoader.Provider<S> provider = all.next();
                    found.put(provider.type().getName(), provider);
                }
                return found;
            } catch (ServiceConfigurationError | LinkageError broken) {
                failures.add(reason(broken));
            }
        }
        failures.add("it has more than " + FAILURES + " broken plugins; the rest was not tried");
        return found;
    }

    /** What a service loader says, without its prefix, and why. */
    private String reason(Error broken) {
        String what = String.valueOf(broken.getMessage()).replace(service.getName() + ": ", "");
        Throwable cause = broken.getCause();
        return cause == null ? what : what + ": " + cause;
    }
}
