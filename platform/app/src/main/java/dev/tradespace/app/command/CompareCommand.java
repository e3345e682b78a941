package dev.tradespace.app.command;

import dev.tradespace.app.comparison.ComparisonReport;
import dev.tradespace.app.comparison.ComparisonRun;
import dev.tradespace.app.comparison.ReferenceSuite;
import dev.tradespace.app.comparison.StrategyChoice;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.option.JsonOption;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.search.catalogue.ChosenStrategy;
import dev.tradespace.search.table.BadTable;
import dev.tradespace.search.table.Comparison;
import dev.tradespace.search.table.LeaderboardRow;
import dev.tradespace.search.table.ResultTable;
import dev.tradespace.search.table.TableFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges strategies on a table of known results. */
@Command(
        name = "compare",
        description =
                "Compares search strategies on a table of known results; Ctrl-C prints what is done. Every ask costs"
                        + " one evaluation, repeats included.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Regret: the best feasible value of the table minus that of the incumbent, which is the best by what the"
                    + " strategy saw.",
            "Hypervolume: aims scaled to 0..1 by the table, reference 1.1, as a share of that of the feasible rows'"
                    + " front.",
            "A metric without a goal is no aim and may be limited.",
            "",
            "A spec, beside a CSV file with a row for every combination of the parameters (more in the README of"
                    + " search/):",
            "  table: results.csv",
            "  parameters: {width: {column: width, values: [8, 16, 32]}}",
            "  metrics: {accuracy: {goal: maximize}, macs: {goal: minimize, known: true}}"
        })
final class CompareCommand implements Callable<Integer> {
    private final Context context;

    private static final int MOST = 1_000_000;

    @Option(
            names = "--table",
            paramLabel = "SPEC",
            description =
                    "A YAML file that says what the columns of a CSV file mean, or a built-in table: builtin:one-aim,"
                            + " builtin:noisy, builtin:two-aims, builtin:known-cost, builtin:limited. Default:"
                            + " builtin:known-cost.")
    private @Nullable String table;

    @Option(
            names = "--cases",
            paramLabel = "FILE",
            description = "A YAML file of cases with figures to reach, in place of --table and --strategies.")
    private @Nullable Path cases;

    @Option(
            names = "--strategies",
            paramLabel = "ID",
            split = ",",
            description =
                    "Strategies by commas; all (the default) leaves out those that cannot, auto is the one that the"
                            + " platform would choose for the table and the budget.")
    private List<String> strategies = new ArrayList<>();

    @Option(names = "--budget", paramLabel = "N", description = "Evaluations of each strategy. Default: 500.")
    private @Nullable Integer budget;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "50",
            description = "How often each strategy runs. Default: ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(
            names = "--set",
            paramLabel = "STRATEGY.KEY=VALUE",
            description =
                    "A setting of a strategy, such as nsga2.population=40. May be given more than once, each key once.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Mixin
    private JsonOption json;

    CompareCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        refuseUnlessCount("--seeds", seeds);
        if (cases != null) {
            if (table != null || !strategies.isEmpty() || budget != null || json.wanted()) {
                throw CommandFailure.refused("--cases says everything but --seeds and --set itself");
            }
            return new ReferenceSuite(
                            context.out(), context.err(), new StrategyChoice(context.strategies()), seeds, settings)
                    .run(cases);
        }
        int evaluations = budget == null ? 500 : budget;
        refuseUnlessCount("--budget", evaluations);
        String named = table == null ? "builtin:known-cost" : table;
        ResultTable read = read(named);
        StrategyChoice.Field chosen = new StrategyChoice(context.strategies())
                .choose(read, strategies.isEmpty() ? List.of("all") : strategies, settings, evaluations);
        PrintWriter err = context.err();
        chosen.leftOut().forEach(sentence -> err.println("tradespace: " + sentence));
        Comparison comparison = new Comparison(read, evaluations, seeds);
        boolean whole = new ComparisonRun(comparison, () -> print(read, comparison, chosen.auto()))
                .run(chosen.entrants(), seeds, err);
        return whole && chosen.complete() ? 0 : CommandFailure.FAILED;
    }

    private void print(ResultTable read, Comparison comparison, Optional<ChosenStrategy> auto) {
        PrintWriter out = context.out();
        if (json.wanted()) {
            JsonOutput.print(out, ComparisonReport.json(comparison, auto));
        } else {
            ComparisonReport.print(out, read, comparison, auto);
        }
        for (LeaderboardRow standing : comparison.leaderboard()) {
            standing.problems().forEach(sentence -> context.err().println("tradespace: " + sentence));
        }
    }

    private static void refuseUnlessCount(String option, int value) {
        if (value < 1 || value > MOST) {
            throw CommandFailure.refused(option + " must be a whole number from 1 to " + MOST + ", was " + value);
        }
    }

    static ResultTable read(String name) {
        try {
            return TableFiles.find(name);
        } catch (BadTable bad) {
            throw CommandFailure.refused(name + ": " + bad.getMessage());
        }
    }
}
