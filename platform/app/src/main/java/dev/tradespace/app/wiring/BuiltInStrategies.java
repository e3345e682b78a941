package dev.tradespace.app.wiring;

import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.search.run.StrategyShelf;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The strategies of the class path. */
final class BuiltInStrategies implements StrategyShelf {
    private final List<SearchStrategyPlugin> plugins = ServiceLoader.load(SearchStrategyPlugin.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();

    @Override
    public Optional<SearchStrategyPlugin> find(String id) {
        return plugins.stream().filter(plugin -> plugin.id().equals(id)).findFirst();
    }

    @Override
    public List<String> ids() {
        return plugins.stream().map(SearchStrategyPlugin::id).toList();
    }
}
