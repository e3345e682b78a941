package dev.tradespace.search.run;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.search.Aim;
import dev.tradespace.api.search.Limit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a search is to be good at and what it is to keep, read from its texts.
 *
 * @param criteria all that could be
 * @param aims what it is to be good at
 * @param limits what it is to keep
 * @param problems everything that is wrong with the texts, with its place
 */
record Wishes(Criteria criteria, List<Aim> aims, List<Limit> limits, List<Problem> problems) {
    Wishes {
        aims = List.copyOf(aims);
        limits = List.copyOf(limits);
        problems = List.copyOf(problems);
    }

    static Wishes of(SearchSpec spec) {
        Criteria criteria = new Criteria(List.copyOf(new LinkedHashSet<>(spec.targets())));
        List<Problem> problems = new ArrayList<>();
        Map<String, Aim> aims = new LinkedHashMap<>();
        aims("maximize", spec.maximize(), Goal.MAXIMIZE, criteria, aims, problems);
        aims("minimize", spec.minimize(), Goal.MINIMIZE, criteria, aims, problems);
        if (spec.maximize().isEmpty() && spec.minimize().isEmpty()) {
            problems.add(new Problem("", "must have something to maximize or minimize"));
        }
        return new Wishes(criteria, List.copyOf(aims.values()), limits(spec.limits(), criteria, problems), problems);
    }

    private static void aims(
            String field,
            List<String> texts,
            Goal goal,
            Criteria criteria,
            Map<String, Aim> aims,
            List<Problem> problems) {
        for (int i = 0; i < texts.size(); i++) {
            List<String> sentences = new ArrayList<>();
            criteria.named(texts.get(i), sentences).ifPresent(criterion -> {
                if (criterion.goal() != goal) {
                    sentences.add(criterion.name() + " is better the "
                            + (goal == Goal.MAXIMIZE ? "smaller it is: minimize it" : "larger it is: maximize it"));
                } else if (aims.put(criterion.name(), new Aim(criterion.name(), goal)) != null) {
                    sentences.add(criterion.name() + " is named twice");
                }
            });
            String path = "/" + field + "/" + i;
            sentences.forEach(sentence -> problems.add(new Problem(path, sentence)));
        }
    }

    private static List<Limit> limits(List<String> texts, Criteria criteria, List<Problem> problems) {
        Map<Limit, String> limits = new LinkedHashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            List<String> sentences = new ArrayList<>();
            limit(text, criteria, sentences).ifPresent(limit -> {
                limits.keySet().stream()
                        .filter(other -> contradict(limit, other))
                        .findFirst()
                        .ifPresent(other -> sentences.add(
                                limits.get(other) + " and " + text + " contradict each other: nothing keeps both"));
                limits.keySet().stream()
                        .filter(other -> other.metric().equals(limit.metric()) && other.side() == limit.side())
                        .findFirst()
                        .ifPresent(other -> sentences.add(limits.get(other) + " and " + text + " bound "
                                + limit.metric() + " twice: leave one of them out"));
                impossible(limit).ifPresent(why -> sentences.add("nothing keeps " + text + ": " + why));
                limits.put(limit, text);
            });
            String path = "/limits/" + i;
            sentences.forEach(sentence -> problems.add(new Problem(path, sentence)));
        }
        return List.copyOf(limits.keySet());
    }

    /** Why no value keeps a limit, whatever the network. */
    private static Optional<String> impossible(Limit limit) {
        boolean atMost = limit.side() == Limit.Side.AT_MOST;
        if (limit.metric().startsWith(Metric.ACCURACY.id())) {
            return !atMost && limit.bound() > 100 ? Optional.of("an accuracy is at most 100%") : Optional.empty();
        }
        return atMost && limit.bound() <= 0
                ? Optional.of(limit.metric() + " is above 0 whatever the network")
                : Optional.empty();
    }

    private static boolean contradict(Limit one, Limit other) {
        return one.metric().equals(other.metric())
                && one.side() != other.side()
                && !one.allows(other.bound())
                && !other.allows(one.bound());
    }

    /** The limit that a text means: {@code latency@local-cpu/ort-fp32-1t<=5ms}. */
    private static Optional<Limit> limit(String text, Criteria criteria, List<String> sentences) {
        for (Limit.Side side : Limit.Side.values()) {
            int at = text.indexOf(side.sign());
            if (at > 0) {
                return criteria.named(text.substring(0, at), sentences)
                        .flatMap(criterion -> limit(
                                criterion, side, text.substring(at + side.sign().length()), sentences));
            }
        }
        sentences.add("must be a metric, <= or >=, and a bound, such as latency<=5ms, was " + text);
        return Optional.empty();
    }

    private static Optional<Limit> limit(Criterion criterion, Limit.Side side, String bound, List<String> sentences) {
        OptionalDouble value = Criteria.value(criterion, bound);
        if (value.isEmpty() || !Double.isFinite(value.getAsDouble())) {
            sentences.add("the bound of " + criterion.name() + " must be a number such as "
                    + Criteria.example(criterion) + ", was " + bound.strip());
            return Optional.empty();
        }
        return Optional.of(new Limit(criterion.name(), side, value.getAsDouble()));
    }
}
