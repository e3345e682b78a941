package dev.tradespace.server.http;

import static io.vertx.core.http.HttpMethod.POST;

import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.core.measure.ModelFile;
import dev.tradespace.core.measure.Target;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.core.training.TrainingState.Status;
import dev.tradespace.hardware.Answerer;
import dev.tradespace.hardware.Answers;
import dev.tradespace.results.training.TrainingQuery;
import dev.tradespace.results.training.Trainings;
import dev.tradespace.server.model.ModelStore;
import dev.tradespace.server.training.ModelCard;
import dev.tradespace.server.training.TrainedModels;
import dev.tradespace.server.wire.ScoreJson.ClassificationView;
import dev.tradespace.server.wire.ScoreJson.ModelOpinionView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What trained models take a picture for. */
final class ClassifyOperation {
    private static final int MOST_MODELS = 20;

    private final Trainings trainings;
    private final ModelStore models;
    private final @Nullable TrainedModels trained;
    private final @Nullable Answerer answerer;
    private final Optional<Target> target;

    /**
     * The operation.
     *
     * @param trained makes the files that are asked for; null where there is no training
     * @param answerer what asks the models; null where nobody does
     * @param targets of which the first that reads ONNX files answers
     */
    ClassifyOperation(
            Trainings trainings,
            ModelStore models,
            @Nullable TrainedModels trained,
            @Nullable Answerer answerer,
            List<Target> targets) {
        this.trainings = trainings;
        this.models = models;
        this.trained = trained;
        this.answerer = answerer;
        this.target = targets.stream()
                .filter(each -> each.format().equals(ModelFormat.ONNX))
                .findFirst();
    }

    List<Operation> all() {
        return List.of(new Operation(
                POST,
                "/api/classify",
                Operation.BodyType.IMAGE,
                Workload.CLASSIFICATION,
                (request, threads) -> threads.run(() -> classified(request))));
    }

    private Response classified(Request request) {
        Query query = request.query();
        List<Long> ids = query.numbers("training", MOST_MODELS);
        Optional<String> dataset = query.text("dataset");
        if (!ids.isEmpty() && dataset.isPresent()) {
            query.refuse("dataset", "must not be given beside training");
        }
        query.finish();
        Upload picture = Upload.of(request.body().bytes());
        List<TrainingState> asked = ids.isEmpty() ? newest(dataset.orElse(null)) : named(ids);
        Map<Long, ModelCard> cards = cards(asked);
        Map<Integer, byte[]> squares = picture.squares(
                cards.values().stream().map(ModelCard::resolution).toList());
        List<ModelOpinionView> opinions = new ArrayList<>();
        asked.forEach(training -> opinions.add(opinion(training, cards.get(training.id()), squares)));
        return Response.ok(new ClassificationView(picture.width(), picture.height(), opinions));
    }

    private List<TrainingState> newest(@Nullable String dataset) {
        return trainings
                .page(new TrainingQuery(List.of(), dataset, Status.DONE, 0, MOST_MODELS))
                .items();
    }

    private List<TrainingState> named(List<Long> ids) {
        List<TrainingState> named = new ArrayList<>();
        for (long id : ids) {
            named.add(
                    trainings.find(id).orElseThrow(() -> HttpError.notFound("training", "there is no training " + id)));
        }
        return named;
    }

    /** The cards of the models that can be asked. */
    private Map<Long, ModelCard> cards(List<TrainingState> asked) {
        Map<Long, ModelCard> cards = new HashMap<>();
        for (TrainingState training : asked) {
            if (training.status() == Status.DONE && target.isPresent() && answerer != null) {
                try {
                    cards.put(training.id(), ModelCard.read(folder(training)));
                } catch (IOException missing) {
                    // Told by its opinion.
                }
            }
        }
        return cards;
    }

    private Path folder(TrainingState training) {
        return models.folder(training.architecture(), training.weights());
    }

    private ModelOpinionView opinion(TrainingState training, @Nullable ModelCard card, Map<Integer, byte[]> squares) {
        if (training.status() != Status.DONE) {
            return ModelOpinionView.failed(training, "its training is not done");
        }
        if (target.isEmpty() || answerer == null || trained == null) {
            return ModelOpinionView.failed(training, "nothing here runs ONNX files");
        }
        if (card == null) {
            return ModelOpinionView.failed(training, "its model is not on this machine");
        }
        byte[] square = Objects.requireNonNull(squares.get(card.resolution()));
        try {
            models.lend(training.architecture(), training.weights());
            Path file = trained.file(training, ModelFormat.ONNX, ModelFile.FULL_PRECISION);
            Answers answers = answerer.answer(file, target.get(), card.input(square));
            return answers instanceof Answers.Given given
                    ? ModelOpinionView.of(
                            training, card.classes(), given.logits().probabilities(0))
                    : ModelOpinionView.failed(
                            training, ((Answers.Refused) answers).failure().reason());
        } catch (IOException | IllegalStateException unusable) {
            return ModelOpinionView.failed(training, String.valueOf(unusable.getMessage()));
        }
    }
}
