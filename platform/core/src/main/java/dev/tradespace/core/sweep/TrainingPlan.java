package dev.tradespace.core.sweep;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.api.training.Recipe;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Model;
import dev.tradespace.core.catalogue.PluginFailure;
import dev.tradespace.core.file.Sha256;
import dev.tradespace.core.training.Budget;
import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.DatasetUnavailable;
import dev.tradespace.core.training.TrainingSpec;
import dev.tradespace.core.training.TrainingSpecJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The training part of a spec, worked out for one dataset: models made to fit it, and the trainings that they need. */
final class TrainingPlan {
    /** Enough that no two trainings of a life meet. */
    private static final int DIGITS = 16;

    private static final String CLASSES = "classes";
    private static final String RESOLUTION = "resolution";

    private final TrainingAsked asked;
    private final DatasetFacts dataset;
    private final TrainingGround ground;
    private final String nonce;

    private TrainingPlan(TrainingAsked asked, DatasetFacts dataset, TrainingGround ground) {
        this.asked = asked;
        this.dataset = dataset;
        this.ground = ground;
        this.nonce = asked.budget() instanceof Budget.Time ? ground.nonce() : "";
    }

    /** The plan, or the reasons why there is none. */
    static Optional<TrainingPlan> of(TrainingAsked asked, TrainingGround ground, List<Problem> problems) {
        try {
            DatasetFacts facts = ground.dataset(asked.dataset());
            if (asked.subset().isPresent() && asked.subset().getAsInt() > facts.training()) {
                problems.add(new Problem(
                        "/training/subset",
                        "must be at most " + facts.training() + ", the number of training images of " + facts.id()
                                + ", was " + asked.subset().getAsInt()));
            }
            return Optional.of(new TrainingPlan(asked, facts, ground));
        } catch (DatasetUnavailable unavailable) {
            problems.add(new Problem("/training/dataset", String.valueOf(unavailable.getMessage())));
            return Optional.empty();
        }
    }

    /** The dataset's id. */
    String dataset() {
        return dataset.id();
    }

    /**
     * The model with as many classes as the dataset has, and with the size of its images where the family can be built for that. A size that
     * somebody has chosen stays.
     *
     * @throws BadConfiguration if its family cannot have so many classes, or if somebody has chosen another number of them
     * @throws PluginFailure if its plugin throws when asked
     */
    Model fitted(Model model) {
        int classes = dataset.classes().size();
        refuseOtherClasses(model, classes);
        Map<String, Integer> further = Map.of(CLASSES, classes);
        boolean chosen = model.configuration().resolution()
                != model.variant().configuration().resolution();
        if (dataset.side().isPresent() && !chosen) {
            try {
                return model.with(
                        Map.of(CLASSES, classes, RESOLUTION, dataset.side().getAsInt()));
            } catch (BadConfiguration unfit) {
                // The family cannot be built for images of that size: it keeps its own.
            }
        }
        return model.with(further);
    }

    /** The number of classes is the dataset's: one that was chosen would be passed over without a word. The defaults of variant and family were not chosen. */
    private void refuseOtherClasses(Model model, int classes) {
        int own = model.configuration().classes();
        if (own != classes
                && own != model.variant().configuration().classes()
                && own != model.family().space().defaults().classes()) {
            throw new BadConfiguration(List.of(new Problem(
                    CLASSES,
                    "is the dataset's and cannot be set: " + dataset.id() + " has " + classes + ", was " + own)));
        }
    }

    /**
     * The training of a fitted model.
     *
     * @throws PluginFailure if its plugin throws when asked for its recipe
     */
    Training training(Built built) {
        int images = asked.subset().orElse(dataset.training());
        Recipe usual = built.model().recipe();
        TrainingSpec spec = new TrainingSpec(
                dataset.id(),
                asked.changes().applyTo(asked.changes().has("batch") ? usual : usual.forImages(images)),
                asked.budget(),
                asked.subset(),
                asked.threads(),
                asked.seed());
        Training training = new Training(
                built.model().id(),
                built.architecture().digest(),
                weights(built.architecture().digest(), spec),
                dataset.digest(),
                spec);
        if (!asked.resume() || nonce.isEmpty()) {
            return training;
        }
        return ground.unfinished(training)
                .map(weights -> new Training(
                        training.model(), training.architecture(), weights, training.data(), training.spec()))
                .orElse(training);
    }

    private String weights(String architecture, TrainingSpec spec) {
        String all = String.join(
                "\n",
                architecture,
                dataset.digest(),
                TrainingSpecJson.write(spec).toString(),
                nonce);
        return Training.PREFIX + Sha256.of(all).substring(0, DIGITS);
    }
}
