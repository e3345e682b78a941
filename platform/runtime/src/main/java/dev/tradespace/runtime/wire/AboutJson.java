package dev.tradespace.runtime.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.catalogue.PluginReport;
import dev.tradespace.core.measure.Protocol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What this server is, and the words it uses. */
public final class AboutJson {
    private static final double MILLIS_PER_SECOND = 1000;

    private AboutJson() {}

    /**
     * The server of a home.
     *
     * @param folders the plugin folders that it was started with
     * @param plugins how the jars in them are doing
     */
    public static void write(
            JsonGenerator json, String version, long pid, Path home, List<Path> folders, List<PluginReport> plugins)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("name", "tradespace");
        json.writeStringField("version", version);
        json.writeNumberField("pid", pid);
        json.writeStringField("home", home.toString());
        Json.texts(json, "pluginFolders", folders.stream().map(Path::toString).toList());
        Json.array(json, "plugins", plugins, AboutJson::plugin);
        Json.array(json, "metrics", List.of(Metric.values()), AboutJson::metric);
        Json.array(json, "protocols", List.of(Protocol.values()), AboutJson::protocol);
        json.writeEndObject();
    }

    private static void plugin(JsonGenerator json, PluginReport plugin) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", plugin.name());
        if (plugin.digest() != null) {
            json.writeStringField("digest", plugin.digest());
        }
        Json.texts(json, "families", plugin.families());
        Json.texts(json, "problems", plugin.problems());
        json.writeEndObject();
    }

    private static void metric(JsonGenerator json, Metric metric) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", metric.id());
        json.writeStringField("unit", metric.unit());
        json.writeStringField("goal", metric.goal().name().toLowerCase(Locale.ROOT));
        json.writeStringField("title", metric.title());
        json.writeStringField("label", metric.label());
        json.writeEndObject();
    }

    private static void protocol(JsonGenerator json, Protocol protocol) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", protocol.id());
        json.writeNumberField("queries", protocol.queries());
        json.writeFieldName("seconds");
        Json.number(json, protocol.duration().toMillis() / MILLIS_PER_SECOND);
        json.writeEndObject();
    }
}
