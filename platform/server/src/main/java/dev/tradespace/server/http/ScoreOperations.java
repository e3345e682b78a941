package dev.tradespace.server.http;

import static io.vertx.core.http.HttpMethod.GET;

import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.RowKey;
import dev.tradespace.core.training.DatasetUnavailable;
import dev.tradespace.core.training.Scores;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.results.Results;
import dev.tradespace.server.model.ModelStore;
import dev.tradespace.server.training.DatasetProvider;
import dev.tradespace.server.training.ModelCard;
import dev.tradespace.server.wire.ScoreJson.AnswerPage;
import dev.tradespace.server.wire.ScoreJson.ScoresView;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** How well trained models answered. */
final class ScoreOperations {
    private static final String MEASUREMENT = "measurement";
    private static final int MOST_CLASS = 65_535;

    private final Results results;
    private final ModelStore models;
    private final DatasetProvider datasets;

    ScoreOperations(Results results, ModelStore models, DatasetProvider datasets) {
        this.results = results;
        this.models = models;
        this.datasets = datasets;
    }

    List<Operation> all() {
        return List.of(
                Operation.blocking(GET, "/api/measurements/:id/scores", Workload.DATASET, this::scores),
                Operation.blocking(GET, "/api/measurements/:id/answers", Workload.STORE, this::answers));
    }

    private Response scores(Request request) {
        request.query().finish();
        long id = request.number(MEASUREMENT);
        Scores scores = found(request, id);
        return Response.ok(ScoresView.of(id, scores, classes(id, scores), unchanged(id, scores)));
    }

    private Response answers(Request request) {
        Query query = request.query();
        Optional<Boolean> right = query.parsed("kind", ScoreOperations::kind, "right or wrong");
        int truth = query.whole("truth", 0, MOST_CLASS, -1);
        int answer = query.whole("answer", 0, MOST_CLASS, -1);
        int offset = query.offset();
        int limit = query.limit();
        query.finish();
        Scores scores = found(request, request.number(MEASUREMENT));
        List<Scores.Answer> all = scores.answers();
        List<Integer> chosen = IntStream.range(0, all.size())
                .filter(i -> right.isEmpty()
                        || right.get() == (all.get(i).truth() == all.get(i).answer()))
                .filter(i -> truth < 0 || all.get(i).truth() == truth)
                .filter(i -> answer < 0 || all.get(i).answer() == answer)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -all.get(i).confidence())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        return Response.ok(AnswerPage.of(scores, chosen, offset, limit));
    }

    private static Optional<Boolean> kind(String text) {
        return switch (text) {
            case "right" -> Optional.of(true);
            case "wrong" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private Scores found(Request request, long id) {
        if (results.measurements().row(id).isEmpty()) {
            throw request.notFound(MEASUREMENT);
        }
        return results.measurements()
                .scores(id)
                .orElseThrow(() -> HttpError.notFound("id", "the model of measurement " + id + " was not scored"));
    }

    /**
     * Whether the dataset of this name is still the one that was scored on, so that its images may be shown beside the
     * answers.
     */
    private boolean unchanged(long id, Scores scores) {
        Optional<String> data = results.measurements()
                .row(id)
                .map(ResultRow::key)
                .flatMap(key -> results.trainings().find(key.architecture(), key.weights()))
                .map(TrainingState::data);
        try {
            return data.equals(Optional.of(datasets.facts(scores.dataset()).digest()));
        } catch (DatasetUnavailable gone) {
            return false;
        }
    }

    /**
     * The names of the classes as they were when the model was trained: the dataset's own may have changed since. Of
     * scores that do not say, the model's card
     * does; where it is gone, too, only the numbers are left.
     */
    private List<String> classes(long id, Scores scores) {
        int count = scores.classes();
        List<String> names = scores.classNames().isEmpty() ? card(id) : scores.classNames();
        return names.size() == count
                ? names
                : IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }

    private List<String> card(long id) {
        try {
            RowKey key = results.measurements().row(id).orElseThrow().key();
            return ModelCard.read(models.folder(key.architecture(), key.weights()))
                    .classes();
        } catch (IOException gone) {
            return List.of();
        }
    }
}
