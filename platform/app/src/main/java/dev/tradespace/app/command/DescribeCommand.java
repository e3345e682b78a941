package dev.tradespace.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.api.metric.Scale;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.option.JsonOption;
import dev.tradespace.app.option.ModelOptions;
import dev.tradespace.app.output.Format;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.output.RowTable;
import dev.tradespace.app.session.ApiClient;
import dev.tradespace.app.session.Session;
import dev.tradespace.app.terminal.Table;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Family;
import dev.tradespace.core.catalogue.PluginFailure;
import dev.tradespace.core.catalogue.UnknownModel;
import dev.tradespace.devices.row.DeviceRows;
import dev.tradespace.server.wire.FigureView;
import dev.tradespace.server.wire.ModelJson.ModelView;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what is known of a model before it is measured. */
@Command(
        name = "describe",
        description = {
            "Counts a model's parameters, MACs, memory and size, and shows its layers and published figures.",
            "With --target: what it takes on targets of the catalogue of devices, published or estimated."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DescribeCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private ModelOptions options;

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            description = "A target of the catalogue of devices, such as raspberry-pi-5/ncnn-fp32-4t. May be given more"
                    + " than once.")
    private List<String> targets = List.of();

    @Mixin
    private JsonOption json;

    DescribeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Catalogue catalogue = context.catalogue();
        Built built;
        try {
            built = catalogue.build(options.model(catalogue));
        } catch (UnknownModel | BadConfiguration | PluginFailure gone) {
            return stored(gone);
        }
        Map<String, Map<String, FigureView>> elsewhere = elsewhere(built);
        PrintWriter out = context.out();
        JsonNode model = JsonOutput.tree(ModelView.of(built));
        if (json.wanted()) {
            ((ObjectNode) model).set("targets", JsonOutput.tree(elsewhere));
            JsonOutput.print(out, model);
        } else if (elsewhere.isEmpty()) {
            tell(out, model, built.model().family());
        } else {
            tell(out, model.path("id").asText(), elsewhere);
        }
        out.flush();
        return 0;
    }

    /** Its figures on the targets that are asked for, by target and metric. */
    private Map<String, Map<String, FigureView>> elsewhere(Built built) {
        Map<String, Map<String, FigureView>> all = new LinkedHashMap<>();
        if (!targets.isEmpty()) {
            DeviceRows rows = DeviceRows.of(HomeDevices.load(context), context.catalogue());
            for (String target : targets) {
                if (!rows.knows(target)) {
                    throw CommandFailure.refused("there is no target " + target
                            + " in the catalogue of devices; `tradespace list devices` shows the devices, and"
                            + " `tradespace device show NAME` the targets of one");
                }
                Map<String, FigureView> own = new LinkedHashMap<>();
                rows.figures(target, built)
                        .forEach((metric, figure) -> own.put(metric.id(), FigureView.of(metric, figure)));
                all.put(target, own);
            }
        }
        return all;
    }

    private static void tell(PrintWriter out, String id, Map<String, Map<String, FigureView>> elsewhere) {
        out.println(id);
        elsewhere.forEach((target, figures) -> {
            Table table = new Table(target, "", "where it comes from");
            figures.forEach((metric, view) -> {
                JsonNode figure = JsonOutput.tree(view);
                table.row(
                        metric,
                        Format.interval(figure),
                        figure.path("origin").asText() + ": "
                                + Table.printable(
                                        figure.path(figure.path("value").isNumber() ? "source" : "reason")
                                                .asText()));
            });
            out.print(table);
        });
    }

    /** What is stored of a model that no plugin builds now: its plugin may have changed since, or be gone. */
    private int stored(RuntimeException gone) {
        Optional<String> id = options.asStored();
        if (id.isEmpty() || !context.settings().hasDatabase()) {
            throw gone;
        }
        try (Session session = Session.open(context, Session.Work.READING)) {
            List<ApiClient.Parameter> query = List.of(new ApiClient.Parameter("variant", id.get()));
            ArrayNode rows = session.api().all("/measurements", query);
            ArrayNode trainings = session.api().all("/trainings", query);
            if (rows.isEmpty() && trainings.isEmpty()) {
                throw gone;
            }
            context.say("tradespace: no plugin here builds " + id.get() + " now: " + gone.getMessage());
            context.say("What is stored of it:");
            PrintWriter out = context.out();
            if (json.wanted()) {
                ObjectNode answer = JsonOutput.mapper().createObjectNode().put("id", id.get());
                answer.put("missing", String.valueOf(gone.getMessage()));
                answer.set("measurements", rows);
                answer.set("trainings", trainings);
                JsonOutput.print(out, answer);
            } else {
                if (!rows.isEmpty()) {
                    out.println(RowTable.terminal(rows));
                }
                for (JsonNode training : trainings) {
                    out.println("training " + training.path("id").asText() + " on "
                            + training.path("dataset").asText() + ": "
                            + training.path("status").asText());
                }
            }
            out.flush();
            return 0;
        }
    }

    private static void tell(PrintWriter out, JsonNode model, Family family) {
        JsonNode macs = model.path("macs");
        out.println(
                model.path("id").asText() + "  " + sizes(model.path("input")) + " to " + sizes(model.path("output")));
        Table facts = new Table("", "");
        facts.row(
                "family",
                Stream.of(family.title(), family.symbol(), family.link())
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(" ")));
        facts.row(
                "parameters",
                String.format(Locale.ROOT, "%,d", model.path("params").asLong()));
        facts.row("MACs", String.format(Locale.ROOT, "%,d", macs.path("total").asLong()));
        facts.row(
                "  convolution",
                String.format(Locale.ROOT, "%,d", macs.path("convolution").asLong()));
        facts.row(
                "  dense", String.format(Locale.ROOT, "%,d", macs.path("dense").asLong()));
        facts.row(
                "  attention",
                String.format(Locale.ROOT, "%,d", macs.path("attention").asLong()));
        facts.row(
                "peak activations",
                Scale.BYTES.format(model.path("peakActivationBytes").asDouble()) + " at fp32");
        facts.row(
                "size",
                Scale.BYTES.format(model.path("sizes").path("fp32").asDouble()) + " at fp32, "
                        + Scale.BYTES.format(model.path("sizes").path("int8").asDouble()) + " at int8");
        facts.row("digest", model.path("digest").asText());
        out.println(facts.toString().stripLeading());
        Table layers = new Table("layer", "operation", "shape", "parameters", "MACs");
        for (JsonNode layer : model.path("layers")) {
            layers.row(
                    layer.path("name").asText(),
                    layer.path("describe").asText(),
                    sizes(layer.path("shape")),
                    count(layer.path("params").asLong()),
                    count(layer.path("macs").asLong()));
        }
        out.println(layers);
        if (!model.path("published").isEmpty()) {
            Table published = new Table("published", "value", "here", "source", "conditions");
            for (JsonNode figure : model.path("published")) {
                String unit = figure.path("unit").asText();
                published.row(
                        figure.path("metric").asText(),
                        Format.value(figure.path("value").asDouble(), unit),
                        figure.path("own").isNumber()
                                ? Format.value(figure.path("own").asDouble(), unit)
                                : "",
                        figure.path("source").asText(),
                        figure.path("conditions").asText());
            }
            out.print(published);
        }
    }

    private static String count(long value) {
        return value == 0 ? "" : String.format(Locale.ROOT, "%,d", value);
    }

    private static String sizes(JsonNode shape) {
        List<String> sizes = new ArrayList<>();
        shape.forEach(size -> sizes.add(size.asText()));
        return String.join("x", sizes);
    }
}
