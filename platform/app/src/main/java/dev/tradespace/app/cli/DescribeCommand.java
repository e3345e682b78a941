package dev.tradespace.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.runtime.wire.ModelJson;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Shows what is known of a model before it is measured. */
@Command(
        name = "describe",
        description = "Counts a model's parameters, MACs, memory and size, and shows its layers and published figures.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DescribeCommand implements Callable<Integer> {
    @ParentCommand
    private TradespaceCommand parent;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelOptions options;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        Catalogue catalogue = parent.catalogue();
        Built built = catalogue.build(options.model(catalogue));
        JsonNode model = JsonOption.tree(generator -> ModelJson.write(generator, built));
        PrintWriter out = spec.commandLine().getOut();
        if (json.wanted()) {
            JsonOption.print(out, model);
        } else {
            tell(out, model);
        }
        out.flush();
        return 0;
    }

    private static void tell(PrintWriter out, JsonNode model) {
        JsonNode macs = model.path("macs");
        out.println(
                model.path("id").asText() + "  " + sizes(model.path("input")) + " to " + sizes(model.path("output")));
        Table facts = new Table("", "");
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
                Format.scaled(model.path("peakActivationBytes").asDouble(), "B") + " at fp32");
        facts.row(
                "size",
                Format.scaled(model.path("sizes").path("fp32").asDouble(), "B") + " at fp32, "
                        + Format.scaled(model.path("sizes").path("int8").asDouble(), "B") + " at int8");
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
