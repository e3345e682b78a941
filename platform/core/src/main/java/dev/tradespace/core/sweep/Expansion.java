package dev.tradespace.core.sweep;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.core.analysis.Analysis;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Globs;
import dev.tradespace.core.catalogue.Model;
import dev.tradespace.core.catalogue.PluginFailure;
import dev.tradespace.core.catalogue.UnknownModel;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.measure.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sweep's spec worked out: variants times targets, smallest network first so that figures come soon. A network that two ids name is
 * measured once, under the id of the plain variant where there is one.
 *
 * @param subjects what to measure, each row's key once; empty if there are problems
 * @param problems everything that is wrong with the spec, with its place
 */
public record Expansion(List<Subject> subjects, List<Problem> problems) {
    /** The seed of the weights that a cost is measured with. */
    public static final long WEIGHTS_SEED = 7;

    public Expansion {
        subjects = List.copyOf(subjects);
        problems = List.copyOf(problems);
    }

    /** Works out a spec. */
    public static Expansion of(SweepSpec spec, Catalogue catalogue, List<Target> targets) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Built> models = new LinkedHashMap<>();
        for (int i = 0; i < spec.variants().size(); i++) {
            String path = "/variants/" + i;
            for (Model model : models(spec.variants().get(i), path, catalogue, problems)) {
                try {
                    models.putIfAbsent(model.id(), catalogue.build(model));
                } catch (PluginFailure failure) {
                    problems.add(new Problem(path, String.valueOf(failure.getMessage())));
                }
            }
        }
        Map<String, Target> chosen = new LinkedHashMap<>();
        for (int i = 0; i < spec.targets().size(); i++) {
            String glob = spec.targets().get(i);
            List<Target> matching = targets.stream()
                    .filter(target -> Globs.matches(glob, target.id()))
                    .toList();
            if (matching.isEmpty()) {
                problems.add(new Problem(
                        "/targets/" + i,
                        "no target matches " + glob + "; there are "
                                + String.join(
                                        ", ", targets.stream().map(Target::id).toList())));
            }
            matching.forEach(target -> chosen.putIfAbsent(target.id(), target));
        }
        if (spec.variants().isEmpty()) {
            problems.add(new Problem("/variants", "must name at least one variant"));
        }
        if (spec.targets().isEmpty()) {
            problems.add(new Problem("/targets", "must name at least one target"));
        }
        return problems.isEmpty()
                ? new Expansion(subjects(spec, models.values(), chosen.values()), List.of())
                : new Expansion(List.of(), problems);
    }

    private static List<Model> models(String wanted, String path, Catalogue catalogue, List<Problem> problems) {
        if (wanted.contains("*") || wanted.contains("?")) {
            List<Model> matching = catalogue.match(wanted);
            if (matching.isEmpty()) {
                problems.add(new Problem(
                        path, "no variant matches " + wanted + "; `tradespace list variants` shows them all"));
            }
            return matching;
        }
        try {
            return List.of(catalogue.model(wanted));
        } catch (UnknownModel | PluginFailure unknown) {
            problems.add(new Problem(path, String.valueOf(unknown.getMessage())));
        } catch (BadConfiguration bad) {
            bad.problems().forEach(problem -> problems.add(new Problem(path, wanted + ": " + problem)));
        }
        return List.of();
    }

    private static List<Subject> subjects(SweepSpec spec, Collection<Built> models, Collection<Target> targets) {
        List<Built> bySize = models.stream()
                .sorted(Comparator.<Built>comparingLong(
                                built -> built.analysis().macs().total())
                        .thenComparing(built -> !built.model().isVariant()))
                .toList();
        Map<RowKey, Subject> subjects = new LinkedHashMap<>();
        for (Built built : bySize) {
            for (Target target : targets) {
                Subject subject = subject(built, target, spec);
                subjects.putIfAbsent(subject.key(), subject);
            }
        }
        return List.copyOf(subjects.values());
    }

    private static Subject subject(Built built, Target target, SweepSpec spec) {
        Map<Metric, Figure> known = new EnumMap<>(Metric.class);
        known.put(Metric.ACCURACY, built.model().accuracy());
        known.put(Metric.PARAMETERS, counted(built.analysis().params()));
        known.put(Metric.MACS, counted(built.analysis().macs().total()));
        known.put(Metric.MODEL_SIZE, size(built.analysis(), target.precision()));
        return new Subject(
                built.model().id(),
                built.model().family().id(),
                new RowKey(
                        built.architecture().digest(),
                        "random:" + WEIGHTS_SEED,
                        target.id(),
                        built.model().dataset(),
                        spec.protocol()),
                known);
    }

    private static Figure size(Analysis analysis, String precision) {
        return switch (precision) {
            case "fp32" -> counted(analysis.fp32Bytes());
            case "int8" -> counted(analysis.int8Bytes());
            default -> new Figure.Unavailable("the size at precision " + precision + " is not counted");
        };
    }

    private static Figure counted(long value) {
        return new Figure.Measured(value, null, "counted on the graph");
    }
}
