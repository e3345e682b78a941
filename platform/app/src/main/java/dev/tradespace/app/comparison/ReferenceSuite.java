package dev.tradespace.app.comparison;

import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.output.Format;
import dev.tradespace.app.terminal.Table;
import dev.tradespace.search.table.BadTable;
import dev.tradespace.search.table.Comparison;
import dev.tradespace.search.table.LeaderboardRow;
import dev.tradespace.search.table.MeanAndDeviation;
import dev.tradespace.search.table.MissingTable;
import dev.tradespace.search.table.ReferenceResult;
import dev.tradespace.search.table.ReferenceResultFile;
import dev.tradespace.search.table.ResultTable;
import dev.tradespace.search.table.TableFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** Runs cases with figures to reach and prints one table of them all; what has no data here is skipped with the reason. */
public final class ReferenceSuite {
    private final PrintWriter out;
    private final PrintWriter err;
    private final StrategyChoice choice;
    private final int seeds;
    private final Map<String, String> settings;
    private final Table table =
            new Table("case", "strategy", "after", "reach", "reached (standard error)", "", "CPU ms/trial", "peer");

    public ReferenceSuite(
            PrintWriter out, PrintWriter err, StrategyChoice choice, int seeds, Map<String, String> settings) {
        this.out = out;
        this.err = err;
        this.choice = choice;
        this.seeds = seeds;
        this.settings = settings;
    }

    public int run(Path file) {
        List<ReferenceResult> goalposts;
        try {
            goalposts = ReferenceResultFile.read(file);
        } catch (BadTable bad) {
            throw CommandFailure.refused(file + ": " + bad.getMessage());
        }
        boolean reached = true;
        for (ReferenceResult goalpost : goalposts) {
            reached &= run(goalpost);
        }
        out.print(table);
        out.flush();
        return reached ? 0 : CommandFailure.FAILED;
    }

    private boolean run(ReferenceResult goalpost) {
        ResultTable read;
        try {
            read = TableFiles.read(goalpost.table());
        } catch (MissingTable missing) {
            err.println("skipped: " + goalpost.name() + ": " + missing.getMessage());
            return true;
        } catch (BadTable bad) {
            throw CommandFailure.refused(goalpost.table() + ": " + bad.getMessage());
        }
        StrategyChoice.Field chosen;
        try {
            chosen = choice.choose(read, List.of(goalpost.strategy()), settings, goalpost.budget());
        } catch (CommandFailure unknown) {
            err.println("tradespace: " + goalpost.name() + ": " + unknown.getMessage());
            return false;
        }
        Comparison comparison = new Comparison(read, goalpost.budget(), seeds);
        chosen.leftOut().forEach(err::println);
        chosen.auto().ifPresent(auto -> err.println(goalpost.name() + ": auto is " + auto.why()));
        new ComparisonRun(comparison, () -> comparison.leaderboard().forEach(standing -> tell(goalpost, standing)))
                .run(chosen.entrants(), seeds, err);
        return comparison.leaderboard().stream().allMatch(goalpost::isReachedBy) && chosen.complete();
    }

    private void tell(ReferenceResult goalpost, LeaderboardRow standing) {
        standing.problems().forEach(err::println);
        SortedMap<Integer, MeanAndDeviation> figures = goalpost.figure().of(standing);
        List<String> after = new ArrayList<>();
        List<String> reach = new ArrayList<>();
        List<String> reached = new ArrayList<>();
        goalpost.reach().forEach((evaluations, asked) -> {
            MeanAndDeviation spread = figures.get(evaluations);
            after.add(String.valueOf(evaluations));
            reach.add(Format.digits(asked));
            reached.add(
                    spread == null
                            ? "-"
                            : Format.digits(spread.mean()) + " ("
                                    + Format.digits(spread.sd() / Math.sqrt(standing.seeds())) + ")");
        });
        table.row(
                goalpost.name(),
                standing.name(),
                String.join(" / ", after),
                String.join(" / ", reach),
                String.join(" / ", reached),
                goalpost.isReachedBy(standing) ? "yes" : "NO",
                String.format(Locale.ROOT, "%.3f", standing.cpuMillisPerTrial()),
                goalpost.peer());
    }
}
