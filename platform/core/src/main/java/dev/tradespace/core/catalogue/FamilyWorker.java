package dev.tradespace.core.catalogue;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.plugin.ArchitecturePlugin;
import dev.tradespace.api.plugin.Variant;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.api.training.Recipe;
import dev.tradespace.core.json.ArchitectureJson;
import dev.tradespace.core.json.Fields;
import dev.tradespace.core.json.SpaceForm;
import dev.tradespace.core.process.PluginLine;
import dev.tradespace.core.process.PluginServices;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The process in which the families of one jar live: it says what they are, checks and builds. */
public final class FamilyWorker {
    /** The answer itself, that it was null, or what was thrown instead of it. */
    static final String VALUE = "value";

    static final String NULL = "null";
    static final String THREW = "threw";
    static final String TRACE = "trace";

    private static final int LONGEST_TRACE = 4_000;

    private final PluginServices<ArchitecturePlugin> services;
    private final ArchitectureJson architectures = new ArchitectureJson();
    private final Map<String, ArchitecturePlugin> plugins = new HashMap<>();

    private FamilyWorker(PluginServices<ArchitecturePlugin> services) {
        this.services = services;
    }

    /**
     * Serves until the line ends.
     *
     * @param arguments the jar
     */
    public static void main(String[] arguments) throws IOException {
        PluginLine line = PluginLine.open();
        FamilyWorker worker = new FamilyWorker(PluginServices.of(ArchitecturePlugin.class, Path.of(arguments[0])));
        line.serve(worker::answer);
    }

    private Map<String, ?> answer(String verb, Fields request) {
        return switch (verb) {
            case "providers" -> Map.of("names", services.names(), "failures", services.failures());
            case "describe" -> describe(request.text("class"));
            case "check" -> check(request);
            case "build" -> build(request);
            case "recipe" -> recipe(request);
            default -> throw new IllegalArgumentException("there is no " + verb);
        };
    }

    private ArchitecturePlugin plugin(String name) {
        ArchitecturePlugin made = plugins.get(name);
        if (made == null) {
            made = services.provider(name);
            plugins.put(name, made);
        }
        return made;
    }

    private Map<String, ?> describe(String name) {
        ArchitecturePlugin plugin;
        try {
            plugin = plugin(name);
        } catch (IllegalArgumentException broken) {
            return threw(broken);
        }
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("id", told(plugin::id));
        described.put("title", told(plugin::title));
        described.put("description", told(plugin::description));
        described.put("link", told(plugin::link));
        described.put("symbol", told(plugin::symbol));
        described.put("space", told(() -> {
            SearchSpace space = plugin.space();
            return space == null ? null : SpaceForm.write(space);
        }));
        described.put(
                "variants", told(() -> written(plugin.variants(), (Variant variant) -> FamilyForm.write(variant))));
        return described;
    }

    private Map<String, ?> check(Fields request) {
        ArchitecturePlugin plugin = plugin(request.text("class"));
        return told(() -> written(plugin.check(configuration(plugin, request)), (Problem problem) -> problem));
    }

    private Map<String, ?> build(Fields request) {
        ArchitecturePlugin plugin = plugin(request.text("class"));
        return told(() -> {
            Architecture built = plugin.build(configuration(plugin, request));
            return built == null ? null : architectures.write(built);
        });
    }

    private Map<String, ?> recipe(Fields request) {
        ArchitecturePlugin plugin = plugin(request.text("class"));
        return told(() -> {
            Recipe recipe = plugin.recipe(configuration(plugin, request));
            return recipe;
        });
    }

    private static Configuration configuration(ArchitecturePlugin plugin, Fields request) {
        return SpaceForm.configuration(plugin.space(), request.object("configuration"));
    }

    /** A plugin's list as it travels; null where it is null or holds a null. */
    private static <T> @Nullable List<Object> written(@Nullable List<T> told, Function<T, Object> form) {
        if (told == null) {
            return null;
        }
        List<Object> written = new ArrayList<>();
        for (T each : told) {
            if (each == null) {
                return null;
            }
            written.add(form.apply(each));
        }
        return written;
    }

    /** The border to a plugin's code: whatever it throws is an answer. */
    private static Map<String, Object> told(Callable<@Nullable Object> call) {
        try {
            Object value = call.call();
            return value == null ? Map.of(NULL, true) : Map.of(VALUE, value);
        } catch (Throwable thrown) {
            return threw(thrown);
        }
    }

    private static Map<String, Object> threw(Throwable thrown) {
        String message;
        String trace;
        try {
            message = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text, true));
            trace = text.toString();
        } catch (Throwable alsoThrown) { // an exception's own methods are the plugin's code too
            message = thrown.getClass().getName();
            trace = message;
        }
        return Map.of(THREW, message, TRACE, trace.substring(0, Math.min(LONGEST_TRACE, trace.length())));
    }
}
