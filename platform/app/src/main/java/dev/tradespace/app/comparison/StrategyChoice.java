package dev.tradespace.app.comparison;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.search.catalogue.ChosenStrategy;
import dev.tradespace.search.catalogue.Strategies;
import dev.tradespace.search.catalogue.Strategy;
import dev.tradespace.search.catalogue.UnknownStrategy;
import dev.tradespace.search.table.Contestant;
import dev.tradespace.search.table.ResultTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The strategies that a command names, with the settings it gives them: {@code --strategies a,b} and {@code --set a.key=value}. */
public final class StrategyChoice {
    private static final String ALL = "all";
    private static final String AUTO = "auto";

    private final Strategies known;

    public StrategyChoice(Strategies known) {
        this.known = known;
    }

    /**
     * Who takes part.
     *
     * @param entrants those who can
     * @param leftOut why others cannot, a sentence each
     * @param complete whether all can who were named
     * @param auto which strategy {@code auto} stands for, where it was named, and why
     */
    public record Field(
            List<Contestant> entrants, List<String> leftOut, boolean complete, Optional<ChosenStrategy> auto) {}

    /**
     * The strategies of a command.
     *
     * @param ids what was named; {@code all} for every one that can, {@code auto} for the one that the platform chooses
     * @param settings by {@code strategy.key}; {@code auto} has none
     * @param evaluations how many each has
     * @throws CommandFailure if there is no such strategy or setting
     */
    public Field choose(ResultTable table, List<String> ids, Map<String, String> settings, int evaluations) {
        boolean all = ids.contains(ALL);
        List<String> unknown = ids.stream()
                .filter(id -> !id.equals(ALL) && !id.equals(AUTO) && !known.has(id))
                .toList();
        if (!unknown.isEmpty()) {
            throw CommandFailure.refused("there is no strategy " + String.join(", ", unknown) + "; there are " + names()
                    + " and " + AUTO + ", which chooses among them");
        }
        refuseStraySettings(settings);
        List<Contestant> entrants = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (String id : all
                ? known.all().stream().map(Strategy::id).toList()
                : ids.stream().filter(id -> !id.equals(AUTO)).distinct().toList()) {
            Contestant entrant = entrant(id, settings);
            List<Problem> objections = entrant.objections(table);
            if (objections.isEmpty()) {
                entrants.add(entrant);
            } else {
                leftOut.add(id + " is left out: " + sentence(objections));
            }
        }
        Optional<ChosenStrategy> auto = ids.contains(AUTO) ? Optional.of(auto(table, evaluations)) : Optional.empty();
        auto.ifPresent(chosen -> entrants.add(new Contestant(AUTO, chosen.strategy(), chosen.settings())));
        return new Field(entrants, leftOut, all || leftOut.isEmpty(), auto);
    }

    private ChosenStrategy auto(ResultTable table, int evaluations) {
        try {
            return known.choose(AUTO, Map.of(), table.problem(), OptionalLong.of(evaluations));
        } catch (UnknownStrategy none) {
            throw CommandFailure.refused(String.valueOf(none.getMessage()));
        }
    }

    private void refuseStraySettings(Map<String, String> settings) {
        for (String key : settings.keySet()) {
            int dot = key.indexOf('.');
            if (dot < 1 || !known.has(key.substring(0, dot))) {
                throw CommandFailure.refused("--set must be STRATEGY.KEY=VALUE with a strategy of " + names() + ", was "
                        + key + "=" + settings.get(key));
            }
        }
    }

    private Contestant entrant(String id, Map<String, String> settings) {
        Strategy strategy = known.strategy(id);
        Map<String, String> own = new TreeMap<>();
        settings.forEach((key, value) -> {
            if (key.startsWith(id + ".")) {
                own.put(key.substring(id.length() + 1), value);
            }
        });
        try {
            return new Contestant(strategy, strategy.settings(own));
        } catch (BadConfiguration bad) {
            throw CommandFailure.refused("--set " + id + "." + sentence(bad.problems()));
        }
    }

    private static String sentence(List<Problem> problems) {
        return String.join("; ", problems.stream().map(Problem::toString).toList());
    }

    private String names() {
        return String.join(", ", known.all().stream().map(Strategy::id).toList());
    }
}
