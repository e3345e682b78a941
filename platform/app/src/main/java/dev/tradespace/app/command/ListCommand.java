package dev.tradespace.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tradespace.api.metric.Scale;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.option.DeviceKinds;
import dev.tradespace.app.option.JsonOption;
import dev.tradespace.app.output.Format;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.session.Session;
import dev.tradespace.app.terminal.Table;
import dev.tradespace.app.wiring.Parts;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Family;
import dev.tradespace.core.catalogue.Model;
import dev.tradespace.core.measure.Target;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.devices.catalogue.DeviceKind;
import dev.tradespace.hardware.EnergySupport;
import dev.tradespace.hardware.Profiles;
import dev.tradespace.search.catalogue.Strategies;
import dev.tradespace.search.catalogue.Strategy;
import dev.tradespace.server.wire.CatalogueJson.FamilyPage;
import dev.tradespace.server.wire.CatalogueJson.StrategyPage;
import dev.tradespace.server.wire.CatalogueJson.VariantView;
import dev.tradespace.server.wire.DeviceJson.DeviceView;
import dev.tradespace.server.wire.PageView;
import dev.tradespace.server.wire.ServerJson.TargetView;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what there is. */
@Command(
        name = "list",
        description = "Lists families, variants, targets, devices elsewhere, search strategies or searches.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ListCommand implements Callable<Integer> {
    private final Context context;

    enum What {
        families,
        variants,
        targets,
        devices,
        strategies,
        searches
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "WHAT",
            defaultValue = "variants",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private What what;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            converter = DeviceKinds.class,
            completionCandidates = DeviceKinds.class,
            description = "Of devices only this kind: ${COMPLETION-CANDIDATES}.")
    private @Nullable DeviceKind kind;

    @Mixin
    private JsonOption json;

    ListCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (kind != null && what != What.devices) {
            throw CommandFailure.refused("--kind goes with `tradespace list devices`");
        }
        PrintWriter out = context.out();
        switch (what) {
            case families -> families(out);
            case variants -> variants(out);
            case targets -> targets(out);
            case devices -> devices(out);
            case strategies -> strategies(out);
            case searches -> searches(out);
        }
        out.flush();
        return 0;
    }

    private void print(PrintWriter out, Object page, Table table) {
        if (json.wanted()) {
            JsonOutput.print(out, JsonOutput.tree(page).path("items"));
        } else {
            out.print(table);
        }
    }

    private void families(PrintWriter out) {
        Catalogue catalogue = context.catalogue();
        List<Family> families = new ArrayList<>(catalogue.families());
        Table table = new Table("family", "title", "variants", "source", "parameters");
        for (Family family : families) {
            table.row(
                    family.id(),
                    family.title(),
                    String.valueOf(family.variants().size()),
                    family.source(),
                    String.join(
                            ", ",
                            family.space().parameters().stream()
                                    .map(parameter -> parameter.name())
                                    .toList()));
        }
        print(out, FamilyPage.of(families, catalogue.rejected(), 0, families.size()), table);
    }

    private void variants(PrintWriter out) {
        Catalogue catalogue = context.catalogue();
        List<Model> models = catalogue.variants();
        Table table = new Table("variant", "resolution", "parameters", "MACs", "top-1", "dataset");
        for (Model model : models) {
            var analysis = catalogue.build(model).analysis();
            table.row(
                    model.id().toString(),
                    String.valueOf(model.configuration().resolution()),
                    Scale.COUNT.format((double) analysis.params()),
                    Scale.COUNT.format((double) analysis.macs().total()),
                    model.accuracy().value().isPresent()
                            ? Format.value(model.accuracy().value().getAsDouble(), "%") + " p"
                            : "-",
                    model.dataset());
        }
        print(out, PageView.of(models, model -> VariantView.of(catalogue.build(model))), table);
    }

    private void targets(PrintWriter out) {
        Profiles profiles = Parts.profiles(context.settings());
        profiles.broken().forEach(broken -> context.err()
                .println("tradespace: profile " + broken.file() + " was left out: "
                        + String.join(
                                "; ",
                                broken.problems().stream().map(Object::toString).toList())));
        profiles.unavailable().forEach(other -> context.err()
                .println("tradespace: target " + other.target().id() + " is unavailable: " + other.reason()));
        List<Target> targets = profiles.targets();
        Table table = new Table("target", "runtime", "precision", "threads", "energy", "title");
        for (Target target : targets) {
            EnergySupport energy = profiles.energy(target);
            table.row(
                    target.id(),
                    target.runtime(),
                    target.precision(),
                    String.valueOf(target.threads()),
                    energy.meter() == null ? "-" : energy.meter(),
                    target.title());
        }
        print(out, PageView.of(targets, target -> TargetView.of(target, profiles.energy(target))), table);
    }

    private void devices(PrintWriter out) {
        DeviceCatalogue catalogue = Parts.devices(context.settings());
        Stream.of(catalogue.problems(), catalogue.contradictions())
                .flatMap(List::stream)
                .forEach(problem -> context.say("tradespace: devices: " + problem));
        List<DeviceView> devices = catalogue.devices().stream()
                .filter(device -> kind == null || device.kind() == kind)
                .map(device -> DeviceView.of(device, catalogue))
                .toList();
        if (json.wanted()) {
            JsonOutput.print(
                    out, JsonOutput.tree(PageView.of(devices, view -> view)).path("items"));
            return;
        }
        Table table = new Table("device", "kind", "name", "chip", "targets", "rows", "of variants here", "sources");
        devices.forEach(device -> table.row(
                device.id(),
                device.kind(),
                device.name(),
                device.chip(),
                String.valueOf(device.targets()),
                String.valueOf(device.rows()),
                String.valueOf(device.exactRows()),
                String.join(", ", device.sources())));
        out.print(table);
        out.println(devices.size() + " devices, "
                + devices.stream().mapToInt(DeviceView::exactRows).sum()
                + " published figures that are exactly of variants here, from "
                + devices.stream()
                        .flatMap(device -> device.sources().stream())
                        .distinct()
                        .count()
                + " sources");
    }

    private void searches(PrintWriter out) {
        try (Session session = Session.open(context, Session.Work.READING)) {
            ArrayNode searches = session.api().all("/searches", List.of());
            if (json.wanted()) {
                JsonOutput.print(out, searches);
                return;
            }
            Table table =
                    new Table("search", "status", "families", "dataset", "strategy", "evaluated", "time", "reason");
            for (JsonNode search : searches) {
                table.row(
                        search.path("id").asText(),
                        search.path("status").asText(),
                        join(search.path("spec").path("families")),
                        search.path("spec").path("dataset").asText(),
                        search.path("strategy").path("id").asText(),
                        Scale.digits(search.path("counts").path("evaluated").asDouble()),
                        Format.seconds(Math.round(search.path("seconds").asDouble())),
                        search.path("reason").asText(""));
            }
            out.print(table);
        }
    }

    private static String join(JsonNode texts) {
        List<String> all = new ArrayList<>();
        texts.forEach(text -> all.add(text.asText()));
        return String.join(",", all);
    }

    private void strategies(PrintWriter out) {
        Strategies strategies = context.strategies();
        Table table = new Table("strategy", "title", "source", "settings");
        for (Strategy strategy : strategies.all()) {
            table.row(
                    strategy.id(),
                    strategy.title(),
                    strategy.source(),
                    String.join(
                            "; ",
                            strategy.settings().parameters().stream()
                                    .map(parameter -> parameter.name() + "=" + parameter.defaultValue() + " ("
                                            + parameter.domain().describe() + ")")
                                    .toList()));
        }
        print(out, StrategyPage.of(strategies), table);
    }
}
