package dev.tradespace.search.stranger;

import dev.tradespace.api.search.SearchStrategyPlugin;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The strategies that a jar names, in the worker. Its classes see the JDK's, the api's and their own. */
final class StrangerServices {
    /** After so many broken entries the rest is not looked at: a service file may hold thousands. */
    private static final int FAILURES = 20;

    private final ClassLoader loader;

    private StrangerServices(ClassLoader loader) {
        this.loader = loader;
    }

    /** Those of a jar; it stays open for as long as the process runs. */
    static StrangerServices of(Path jar) throws MalformedURLException {
        URL[] urls = {jar.toUri().toURL()};
        return new StrangerServices(new URLClassLoader(urls, new ApiLoader(StrangerServices.class.getClassLoader())));
    }

    /** The api and no other class of ours, nor our libraries': a stranger may bring another version of them. */
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

    /** What every strategy says of itself, or why it cannot. */
    List<Map<String, Object>> describe() {
        List<Map<String, Object>> described = new ArrayList<>();
        Iterator<ServiceLoader.Provider<SearchStrategyPlugin>> providers = providers();
        for (int failures = 0; failures < FAILURES; failures++) {
            try {
                while (providers.hasNext()) {
                    SearchStrategyPlugin plugin = providers.next().get();
                    described.add(describe(plugin));
                }
                return described;
            } catch (ServiceConfigurationError | LinkageError broken) {
                described.add(Map.of("failed", reason(broken)));
            }
        }
        described.add(Map.of("failed", "it has more than " + FAILURES + " broken strategies; the rest was not tried"));
        return described;
    }

    private static Map<String, Object> describe(SearchStrategyPlugin plugin) {
        String name = plugin.getClass().getName();
        try {
            return Map.of(
                    "class", name,
                    "id", Objects.requireNonNull(plugin.id(), "id() returned null"),
                    "title", Objects.requireNonNull(plugin.title(), "title() returned null"),
                    "description", Objects.requireNonNull(plugin.description(), "description() returned null"),
                    "settings", SpaceForm.write(Objects.requireNonNull(plugin.settings(), "settings() returned null")));
        } catch (Throwable thrown) { // the border to a stranger's code
            return Map.of("failed", "strategy " + name + " does not say what it is: " + sentence(thrown));
        }
    }

    /** The strategy of a class that was described. */
    SearchStrategyPlugin plugin(String className) {
        Iterator<ServiceLoader.Provider<SearchStrategyPlugin>> providers = providers();
        while (true) {
            try {
                while (providers.hasNext()) {
                    ServiceLoader.Provider<SearchStrategyPlugin> provider = providers.next();
                    if (provider.type().getName().equals(className)) {
                        return provider.get();
                    }
                }
                throw new IllegalArgumentException("there is no strategy " + className);
            } catch (ServiceConfigurationError broken) {
                // Another one's, which was refused when it was described.
            }
        }
    }

    private Iterator<ServiceLoader.Provider<SearchStrategyPlugin>> providers() {
        return ServiceLoader.load(SearchStrategyPlugin.class, loader).stream()
                .filter(provider -> provider.type().getClassLoader() == loader)
                .iterator();
    }

    /** What a service loader says, without its prefix, and why. */
    private static String reason(Error broken) {
        String what = String.valueOf(broken.getMessage()).replace(SearchStrategyPlugin.class.getName() + ": ", "");
        Throwable cause = broken.getCause();
        return cause == null ? what : what + ": " + cause;
    }

    /** What was thrown, in words. */
    static String sentence(Throwable thrown) {
        String message = thrown.getMessage();
        String name = thrown.getClass().getSimpleName();
        return message == null || message.isBlank() ? name : name + ": " + message;
    }
}
