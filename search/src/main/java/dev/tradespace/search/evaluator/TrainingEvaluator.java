package dev.tradespace.search.evaluator;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.search.Stage;
import java.util.List;

/** Trains a network, measures it on every target and scores it on the validation or the test images. */
public final class TrainingEvaluator implements Evaluator {
    private static final String HOW =
            "measured: the validation images, answered through the target's own runtime and precision";

    private static final String HOW_ELSEWHERE =
            "measured: the validation images, answered on this machine at its own precision; that of the target may cost accuracy";

    private final Stage stage;
    private final boolean elsewhere;

    /** The evaluator that scores on the validation images. */
    public TrainingEvaluator() {
        this(Stage.TRAINING, false);
    }

    private TrainingEvaluator(Stage stage, boolean elsewhere) {
        this.stage = stage;
        this.elsewhere = elsewhere;
    }

    /** The evaluator that scores on the test images: for members of the final front. */
    static TrainingEvaluator testing() {
        return new TrainingEvaluator(Stage.TESTING, false);
    }

    /** The evaluator for targets elsewhere: the images are answered here. */
    static TrainingEvaluator elsewhere() {
        return new TrainingEvaluator(Stage.TRAINING, true);
    }

    @Override
    public Stage stage() {
        return stage;
    }

    @Override
    public List<Provided> provides() {
        return List.of(Provided.of(Metric.ACCURACY, !elsewhere, elsewhere ? HOW_ELSEWHERE : HOW));
    }

    @Override
    public Evaluation evaluate(EvaluationRequest request) {
        return Evaluation.Jobs.of(request, request.training(), stage.equals(Stage.TRAINING));
    }
}
