package dev.tradespace.runtime.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tradespace.search.catalogue.Strategies;
import dev.tradespace.search.catalogue.Strategy;
import java.io.IOException;
import java.util.List;

/** Search strategies with their settings, and what was refused. */
public final class StrategyJson {
    private StrategyJson() {}

    /** All strategies, with every jar and strategy that was refused. */
    public static Json.Document strategies(Strategies strategies) {
        List<Strategy> all = List.copyOf(strategies.all());
        return json -> {
            json.writeStartObject();
            PageJson.fields(json, all, all.size(), StrategyJson::strategy);
            Json.array(json, "rejected", strategies.rejected(), CatalogueJson::rejected);
            json.writeEndObject();
        };
    }

    private static void strategy(JsonGenerator json, Strategy strategy) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", strategy.id());
        json.writeStringField("title", strategy.title());
        json.writeStringField("description", strategy.description());
        Json.array(json, "settings", strategy.settings().parameters(), CatalogueJson::parameter);
        json.writeStringField("source", strategy.source());
        json.writeEndObject();
    }
}
