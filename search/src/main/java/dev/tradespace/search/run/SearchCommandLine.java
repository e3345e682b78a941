package dev.tradespace.search.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Command line of a search. */
public final class SearchCommandLine {
    private SearchCommandLine() {}

    /** {@code tradespace search --families mobilenet --dataset fashion-mnist ... --seed 1}. */
    public static String of(SearchSpec spec) {
        List<String> words = new ArrayList<>(List.of("tradespace", "search"));
        add(words, "--families", String.join(",", spec.families()));
        add(words, "--dataset", spec.dataset());
        spec.targets().forEach(target -> add(words, "--target", target));
        spec.maximize().forEach(metric -> add(words, "--maximize", metric));
        spec.minimize().forEach(metric -> add(words, "--minimize", metric));
        spec.limits().forEach(limit -> add(words, "--limit", limit));
        if (spec.budget().trials() != null) {
            add(words, "--budget", String.valueOf(spec.budget().trials()));
        }
        Duration time = spec.budget().time();
        if (time != null) {
            add(words, "--time", time.toSeconds() + "s");
        }
        add(words, "--epochs", String.valueOf(spec.effort().epochs()));
        if (spec.effort().subset() != null) {
            add(words, "--subset", String.valueOf(spec.effort().subset()));
        }
        spec.fixed().forEach((name, value) -> add(words, "--set", name + "=" + value));
        add(words, "--strategy", spec.strategy());
        spec.settings().forEach((name, value) -> add(words, "--setting", name + "=" + value));
        if (spec.effort().parallel() > 1) {
            add(words, "--parallel", String.valueOf(spec.effort().parallel()));
        }
        if (spec.effort().patience() != SearchSpecReader.DEFAULT_PATIENCE) {
            add(words, "--patience", String.valueOf(spec.effort().patience()));
        }
        add(words, "--seed", String.valueOf(spec.effort().seed()));
        return String.join(" ", words);
    }

    private static void add(List<String> words, String option, String value) {
        words.add(option);
        words.add(value.matches("[A-Za-z0-9_./@,:=%-]+") ? value : "'" + value.replace("'", "'\\''") + "'");
    }
}
