package dev.tradespace.app.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.search.table.BadTable;
import dev.tradespace.search.table.Comparison;
import dev.tradespace.search.table.Entrant;
import dev.tradespace.search.table.ResultTable;
import dev.tradespace.search.table.Spread;
import dev.tradespace.search.table.Standing;
import dev.tradespace.search.table.TableFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Judges strategies on a table of known results. */
@Command(
        name = "compare",
        description = "Compares search strategies on a table of known results.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CompareCommand implements Callable<Integer> {
    @ParentCommand
    private TradespaceCommand parent;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--table",
            paramLabel = "SPEC",
            required = true,
            description = "A YAML file that says what is what in a CSV file.")
    private Path table;

    @Option(
            names = "--strategies",
            paramLabel = "IDS",
            split = ",",
            required = true,
            description = "Strategies, by commas.")
    private List<String> strategies = new ArrayList<>();

    @Option(
            names = "--budget",
            paramLabel = "N",
            defaultValue = "500",
            description = "Evaluations (default: ${DEFAULT-VALUE}).")
    private int budget;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "50",
            description = "Seeds (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--set", paramLabel = "STRATEGY.KEY=VALUE", description = "A setting of a strategy.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() throws InterruptedException {
        ResultTable read;
        try {
            read = TableFiles.read(table);
        } catch (BadTable bad) {
            throw CommandFailure.refused(table + ": " + bad.getMessage());
        }
        List<Entrant> entrants = new ArrayList<>();
        for (String id : strategies) {
            SearchStrategyPlugin plugin = ServiceLoader.load(SearchStrategyPlugin.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(candidate -> candidate.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> CommandFailure.refused("there is no strategy " + id));
            entrants.add(new Entrant(plugin, configure(plugin)));
        }
        Comparison comparison = new Comparison(read, budget, seeds);
        comparison.run(entrants, Runtime.getRuntime().availableProcessors(), () -> {});
        PrintWriter out = spec.commandLine().getOut();
        if (json.wanted()) {
            ObjectNode answer = JsonOption.mapper().createObjectNode();
            for (Standing standing : comparison.standings()) {
                ObjectNode node = answer.withArray("strategies").addObject();
                node.put("name", standing.name()).put("seeds", standing.seeds());
                put(node, "regret", standing.regret());
                put(node, "hypervolume", standing.hypervolume());
                node.put("distinct", standing.distinct()).put("cpuMillisPerTrial", standing.cpuMillisPerTrial());
            }
            JsonOption.print(out, answer);
        } else {
            for (Standing standing : comparison.standings()) {
                out.println(standing.name() + " regret " + text(standing.regret()) + " hypervolume "
                        + text(standing.hypervolume())
                        + String.format(
                                Locale.ROOT,
                                " distinct %.1f cpu %.3f ms",
                                standing.distinct(),
                                standing.cpuMillisPerTrial()));
            }
        }
        comparison.standings().forEach(standing -> standing.problems()
                .forEach(spec.commandLine().getErr()::println));
        out.flush();
        return 0;
    }

    private Configuration configure(SearchStrategyPlugin plugin) {
        Map<String, String> own = new TreeMap<>();
        settings.forEach((key, value) -> {
            if (key.startsWith(plugin.id() + ".")) {
                own.put(key.substring(plugin.id().length() + 1), value);
            }
        });
        try {
            return plugin.settings().configure(plugin.settings().defaults(), own);
        } catch (BadConfiguration bad) {
            throw CommandFailure.refused(String.join(
                    "; ", bad.problems().stream().map(Problem::toString).toList()));
        }
    }

    private static String text(SortedMap<Integer, Spread> figures) {
        List<String> parts = new ArrayList<>();
        figures.forEach((after, spread) ->
                parts.add(String.format(Locale.ROOT, "%d: %.4f (%.4f)", after, spread.mean(), spread.sd())));
        return String.join(", ", parts);
    }

    private static void put(ObjectNode node, String name, SortedMap<Integer, Spread> figures) {
        if (!figures.isEmpty()) {
            ObjectNode under = node.putObject(name);
            figures.forEach((after, spread) -> under.putObject(String.valueOf(after))
                    .put("mean", spread.mean())
                    .put("sd", spread.sd()));
        }
    }
}
