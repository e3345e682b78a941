package dev.tradespace.search.evaluator;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.search.Stage;
import java.util.List;

/** Trains a network, measures it on every target and scores it on the validation or the test images. */
public final class TrainingEvaluator implements Evaluator {
    private static final String HOW =
            "measured: the validation images, answered through the target's own runtime and precision";

    private final Stage stage;

    /** The evaluator that scores on the validation images. */
    public TrainingEvaluator() {
        this(Stage.TRAINING);
    }

    private TrainingEvaluator(Stage stage) {
        this.stage = stage;
    }

    /** The evaluator that scores on the test images: for members of the final front. */
    static TrainingEvaluator testing() {
        return new TrainingEvaluator(Stage.TESTING);
    }

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public List<Provided> provides() {
        return List.of(Provided.of(Metric.ACCURACY, true, HOW));
    }

    @Override
    public Evaluation evaluate(EvaluationRequest request) {
        return Evaluation.Jobs.of(request, request.training(), stage.equals(Stage.TRAINING));
    }
}
