package dev.tradespace.core.sweep;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.core.analysis.Footprint;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Globs;
import dev.tradespace.core.catalogue.Model;
import dev.tradespace.core.catalogue.PluginFailure;
import dev.tradespace.core.catalogue.UnknownModel;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.measure.ScoredOn;
import dev.tradespace.core.measure.Subject;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.weights.ImportedWeights;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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

    /** The id of these weights. */
    public static final String RANDOM = "random:" + WEIGHTS_SEED;

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
        Map<String, Weighted> models = new LinkedHashMap<>();
        for (int i = 0; i < spec.variants().size(); i++) {
            String path = "/variants/" + i;
            String wanted = spec.variants().get(i);
            Optional<String> weights = weightsOf(wanted);
            if (weights.isPresent() && plan.isPresent()) {
                problems.add(new Problem(path, "what is trained has its own weights, so none can be named: " + wanted));
                continue;
            }
            for (Model model : models(withoutWeights(wanted), path, catalogue, problems)) {
                try {
                    Model fitted = plan.isPresent() ? plan.get().fitted(model) : model;
                    Built built = catalogue.build(fitted);
                    Footprint footprint = Footprint.of(built.analysis());
                    footprint
                            .withoutMemory(ground.room(), plan.isPresent())
                            .or(() -> footprint.withoutDisk(ground.room(), plan.isPresent()))
                            .ifPresent(lack -> problems.add(new Problem(path, fitted.id() + ": " + lack)));
                    Optional<String> trainedOn = weights.flatMap(
                            id -> ground.trainedOn(built.architecture().digest(), id));
                    Weighted one = new Weighted(built, weights.orElse(RANDOM), trainedOn.orElse(null));
                    if (weights.isPresent()
                            && trainedOn.isEmpty()
                            && !ground.hasImported(built.architecture().digest(), weights.get())) {
                        problems.add(new Problem(path, missing(weights.get(), fitted)));
                    }
                    models.putIfAbsent(fitted.id() + one.weights(), one);
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
                        "no target of this machine matches " + glob + "; there are "
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
        for (Weighted one : plan.isPresent() ? bySize(models.values()) : List.<Weighted>of()) {
            try {
                Training training = plan.orElseThrow().training(one.built());
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
                        subjects(spec, List.of(new Weighted(built, RANDOM, null)), targets, trainings, validation),
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

    /**
     * A network with its weights.
     *
     * @param weights their id, unless it is trained first
     * @param trainedOn the dataset on which these weights were trained before; null for others
     */
    private record Weighted(
            Built built, String weights, @Nullable String trainedOn) {}

    private static String missing(String weights, Model model) {
        return "there are no weights " + weights + " of " + model.id() + " in this home; "
                + (weights.startsWith(Training.PREFIX)
                        ? "no training that is done left them"
                        : "`tradespace import` brings them");
    }

    /**
     * The weights that stand after a model's id: {@code resnet/resnet18@imported:0123456789abcdef}, {@code
     * resnet/resnet20@trained:0123456789abcdef}.
     */
    public static Optional<String> weightsOf(String wanted) {
        int at = Math.max(wanted.indexOf('@' + ImportedWeights.PREFIX), wanted.indexOf('@' + Training.PREFIX));
        return at < 0 ? Optional.empty() : Optional.of(wanted.substring(at + 1));
    }

    /** A model's id or a glob without its weights. */
    public static String withoutWeights(String wanted) {
        return weightsOf(wanted)
                .map(weights -> wanted.substring(0, wanted.length() - weights.length() - 1))
                .orElse(wanted);
    }

    private static List<Weighted> bySize(Collection<Weighted> models) {
        return models.stream()
                .sorted(Comparator.<Weighted>comparingLong(
                                one -> one.built().analysis().macs().total())
                        .thenComparing(one -> !one.built().model().isVariant()))
                .toList();
    }

    private static List<Subject> subjects(
            SweepSpec spec,
            Collection<Weighted> models,
            Collection<Target> targets,
            Map<String, Training> trainings,
            boolean validation) {
        Map<RowKey, Subject> subjects = new LinkedHashMap<>();
        for (Weighted one : bySize(models)) {
            Training training = trainings.get(one.built().architecture().digest());
            for (Target target : targets) {
                Subject subject = subject(one, target, spec.protocol(), training, validation);
                subjects.putIfAbsent(subject.key(), subject);
            }
        }
        return List.copyOf(subjects.values());
    }

    private static Subject subject(
            Weighted one, Target target, Protocol protocol, @Nullable Training training, boolean validation) {
        Built built = one.built();
        String dataset = training == null ? one.trainedOn() : training.spec().dataset();
        Map<Metric, Figure> known = built.analysis().figures(target.precision());
        known.put(
                Metric.ACCURACY,
                training == null && one.weights().equals(RANDOM)
                        ? built.model().accuracy()
                        : new Figure.Unavailable("it was not scored"));
        return new Subject(
                training == null ? built.model().id() : training.model(),
                new RowKey(
                        built.architecture().digest(),
                        training == null ? one.weights() : training.weights(),
                        target.id(),
                        dataset == null ? built.model().dataset() : new ScoredOn(dataset, validation).name(),
                        protocol),
                known,
                built.model().family().origin());
    }
}
