package dev.tradespace.core.sweep;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.core.analysis.Analysis;
import dev.tradespace.core.analysis.Footprint;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Globs;
import dev.tradespace.core.catalogue.Model;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.catalogue.PluginFailure;
import dev.tradespace.core.catalogue.UnknownModel;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.measure.ScoredOn;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.measure.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sweep's spec worked out: variants times targets, smallest network first so that figures come soon. A network that two ids name is
 * measured once, under the id of the plain variant where there is one.
 *
 * @param subjects what to measure, each row's key once; empty if there are problems
 * @param trainings what must be trained for that, one for each network; empty if nothing is to be trained or there are problems
 * @param problems everything that is wrong with the spec, with its place
 */
public record Expansion(List<Subject> subjects, List<Training> trainings, List<Problem> problems) {
    /** The seed of the weights that a cost is measured with. */
    public static final long WEIGHTS_SEED = 7;

    public Expansion {
        subjects = List.copyOf(subjects);
        trainings = List.copyOf(trainings);
        problems = List.copyOf(problems);
    }

    /** Works out a spec. */
    public static Expansion of(SweepSpec spec, Catalogue catalogue, List<Target> targets, TrainingGround ground) {
        List<Problem> problems = new ArrayList<>();
        Optional<TrainingPlan> plan =
                Optional.ofNullable(spec.training()).flatMap(asked -> TrainingPlan.of(asked, ground, problems));
        Map<ModelId, Built> models = new LinkedHashMap<>();
        for (int i = 0; i < spec.variants().size(); i++) {
            String path = "/variants/" + i;
            for (Model model : models(spec.variants().get(i), path, catalogue, problems)) {
                try {
                    Model fitted = plan.isPresent() ? plan.get().fitted(model) : model;
                    Built built = catalogue.build(fitted);
                    Footprint footprint = Footprint.of(built.analysis());
                    footprint
                            .withoutMemory(ground.room(), plan.isPresent())
                            .or(() -> footprint.withoutDisk(ground.room(), plan.isPresent()))
                            .ifPresent(lack -> problems.add(new Problem(path, fitted.id() + ": " + lack)));
                    models.putIfAbsent(fitted.id(), built);
                } catch (PluginFailure failure) {
                    problems.add(new Problem(path, String.valueOf(failure.getMessage())));
                } catch (BadConfiguration bad) {
                    bad.problems().forEach(problem -> problems.add(new Problem(path, model.id() + ": " + problem)));
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
        if (!problems.isEmpty()) {
            return new Expansion(List.of(), List.of(), problems);
        }
        Map<String, Training> trainings = new LinkedHashMap<>();
        for (Built built : plan.isPresent() ? bySize(models.values()) : List.<Built>of()) {
            try {
                Training training = plan.orElseThrow().training(built);
                trainings.putIfAbsent(training.architecture(), training);
            } catch (PluginFailure failure) {
                problems.add(new Problem("/variants", String.valueOf(failure.getMessage())));
            }
        }
        if (!problems.isEmpty()) {
            return new Expansion(List.of(), List.of(), problems);
        }
        return new Expansion(
                subjects(spec, models.values(), chosen.values(), trainings, false),
                List.copyOf(trainings.values()),
                List.of());
    }

    /**
     * Works out one network as it is on some targets: nothing of it is made to fit the dataset.
     *
     * @param spec what is done with it; its variants and targets do not matter
     * @param validation whether a trained network is scored on the validation images instead of the test images
     */
    public static Expansion of(
            SweepSpec spec, Built built, List<Target> targets, TrainingGround ground, boolean validation) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Training> trainings = new LinkedHashMap<>();
        Optional.ofNullable(spec.training())
                .flatMap(asked -> TrainingPlan.of(asked, ground, problems))
                .map(plan -> plan.training(built))
                .ifPresent(training -> trainings.put(training.architecture(), training));
        return problems.isEmpty()
                ? new Expansion(
                        subjects(spec, List.of(built), targets, trainings, validation),
                        List.copyOf(trainings.values()),
                        List.of())
                : new Expansion(List.of(), List.of(), problems);
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

    private static List<Built> bySize(Collection<Built> models) {
        return models.stream()
                .sorted(Comparator.<Built>comparingLong(
                                built -> built.analysis().macs().total())
                        .thenComparing(built -> !built.model().isVariant()))
                .toList();
    }

    private static List<Subject> subjects(
            SweepSpec spec,
            Collection<Built> models,
            Collection<Target> targets,
            Map<String, Training> trainings,
            boolean validation) {
        Map<RowKey, Subject> subjects = new LinkedHashMap<>();
        for (Built built : bySize(models)) {
            Training training = trainings.get(built.architecture().digest());
            for (Target target : targets) {
                Subject subject = subject(built, target, spec.protocol(), training, validation);
                subjects.putIfAbsent(subject.key(), subject);
            }
        }
        return List.copyOf(subjects.values());
    }

    private static Subject subject(
            Built built, Target target, Protocol protocol, @Nullable Training training, boolean validation) {
        Map<Metric, Figure> known = new EnumMap<>(Metric.class);
        known.put(
                Metric.ACCURACY,
                training == null ? built.model().accuracy() : new Figure.Unavailable("it was not scored"));
        known.put(Metric.PARAMETERS, counted(built.analysis().params()));
        known.put(Metric.MACS, counted(built.analysis().macs().total()));
        known.put(Metric.MODEL_SIZE, size(built.analysis(), target.precision()));
        return new Subject(
                training == null ? built.model().id() : training.model(),
                new RowKey(
                        built.architecture().digest(),
                        training == null ? "random:" + WEIGHTS_SEED : training.weights(),
                        target.id(),
                        training == null
                                ? built.model().dataset()
                                : new ScoredOn(training.spec().dataset(), validation).name(),
                        protocol),
                known,
                built.model().family().origin());
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
