package dev.tradespace.app.comparison;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tradespace.api.metric.Objective;
import dev.tradespace.app.output.Format;
import dev.tradespace.app.output.JsonOutput;
import dev.tradespace.app.terminal.Table;
import dev.tradespace.search.catalogue.ChosenStrategy;
import dev.tradespace.search.table.Comparison;
import dev.tradespace.search.table.LeaderboardRow;
import dev.tradespace.search.table.MeanAndDeviation;
import dev.tradespace.search.table.ResultTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** How strategies stand, for people and for machines. */
public final class ComparisonReport {
    private static final String AUTO = "auto";

    private ComparisonReport() {}

    /**
     * {@code {"strategies": [...]}}.
     *
     * @param auto what {@code auto} stands for, where it took part
     */
    public static ObjectNode json(Comparison comparison, Optional<ChosenStrategy> auto) {
        ObjectNode answer = JsonOutput.mapper().createObjectNode();
        ArrayNode strategies = answer.putArray("strategies");
        for (LeaderboardRow standing : comparison.leaderboard()) {
            ObjectNode node = strategies.addObject();
            node.put("name", standing.name()).put("seeds", standing.seeds());
            auto.filter(chosen -> standing.name().equals(AUTO))
                    .ifPresent(chosen ->
                            node.put("strategy", chosen.strategy().id()).put("why", chosen.why()));
            put(node, "regret", standing.regret());
            put(node, "hypervolume", standing.hypervolume());
            node.put("distinct", standing.distinct()).put("cpuMillisPerTrial", standing.cpuMillisPerTrial());
        }
        return answer;
    }

    private static void put(ObjectNode node, String name, SortedMap<Integer, MeanAndDeviation> figures) {
        if (!figures.isEmpty()) {
            ObjectNode under = node.putObject(name);
            figures.forEach((after, spread) -> under.putObject(String.valueOf(after))
                    .put("mean", spread.mean())
                    .put("sd", spread.sd()));
        }
    }

    /** A line about the table, one about what {@code auto} stands for where it took part, and a table of means and deviations: of regret where there is one aim, and else of hypervolume. */
    public static void print(PrintWriter out, ResultTable table, Comparison comparison, Optional<ChosenStrategy> auto) {
        List<Objective> aims = table.problem().objectives();
        String figure = aims.size() == 1 ? "regret" : "hypervolume";
        out.println(table.name() + ": " + table.rows() + " rows, " + table.distinct() + " architectures; " + figure
                + " in "
                + String.join(" and ", aims.stream().map(Objective::metric).toList())
                + String.join(
                        "",
                        table.problem().constraints().stream()
                                .map(limit -> ", " + limit)
                                .toList())
                + ", mean and deviation over seeds");
        auto.ifPresent(chosen -> out.println(AUTO + " is " + chosen.why()));
        List<String> header = new ArrayList<>(List.of("strategy", "seeds"));
        comparison.checkpoints().forEach(after -> header.add("after " + after));
        header.addAll(List.of("distinct", "CPU ms/trial"));
        Table lines = new Table(header.toArray(String[]::new));
        for (LeaderboardRow standing : comparison.leaderboard()) {
            List<String> cells = new ArrayList<>(List.of(standing.name(), String.valueOf(standing.seeds())));
            SortedMap<Integer, MeanAndDeviation> figures =
                    aims.size() == 1 ? standing.regret() : standing.hypervolume();
            comparison.checkpoints().forEach(after -> cells.add(cell(figures.get(after))));
            cells.add(standing.seeds() == 0 ? "-" : String.format(Locale.ROOT, "%.1f", standing.distinct()));
            cells.add(standing.seeds() == 0 ? "-" : String.format(Locale.ROOT, "%.3f", standing.cpuMillisPerTrial()));
            lines.row(cells.toArray(String[]::new));
        }
        out.print(lines);
        out.flush();
    }

    private static String cell(@Nullable MeanAndDeviation spread) {
        return spread == null ? "-" : Format.digits(spread.mean()) + " (" + Format.digits(spread.sd()) + ")";
    }
}
