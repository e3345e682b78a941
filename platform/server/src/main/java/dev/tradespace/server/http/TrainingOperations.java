package dev.tradespace.server.http;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.runtime.ModelFormat;
import dev.tradespace.core.json.ObjectReader;
import dev.tradespace.core.training.TrainingProgress;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.quantization.QuantizedModel;
import dev.tradespace.results.Results;
import dev.tradespace.results.database.Page;
import dev.tradespace.results.training.TrainingQuery;
import dev.tradespace.results.training.Trainings;
import dev.tradespace.server.bus.Bus;
import dev.tradespace.server.bus.Topics;
import dev.tradespace.server.model.ModelSource;
import dev.tradespace.server.model.ModelStore;
import dev.tradespace.server.training.TrainedModels;
import dev.tradespace.server.wire.PageView;
import dev.tradespace.server.wire.TrainingJson.QuantizationView;
import dev.tradespace.server.wire.TrainingJson.TrainingDetail;
import dev.tradespace.server.wire.TrainingJson.TrainingView;
import dev.tradespace.training.TrainingRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Trainings: how they went, and what came out. */
final class TrainingOperations {
    private static final String TRAINING = "training";
    /** The name of the weights' file in the API, beside those of the formats. */
    private static final String WEIGHTS = "model.safetensors";
    /** Points of accuracy. */
    private static final double MOST_DROP = 100;

    private final Results results;
    private final Trainings trainings;
    private final ModelStore models;
    private final @Nullable TrainedModels trained;

    /** What each training last said of its progress: known only while it goes on here. */
    private final Map<Long, TrainingProgress> progress = new ConcurrentHashMap<>();

    /**
     * The operations.
     *
     * @param trained makes those files of models that were left for later; null where there is no training
     */
    TrainingOperations(Results results, ModelStore models, @Nullable TrainedModels trained, Bus bus) {
        this.results = results;
        this.trainings = results.trainings();
        this.models = models;
        this.trained = trained;
        // They end with the verticle that asked.
        Bus.Subscription unusedWent =
                bus.listen(Topics.TRAINING_WENT, went -> progress.put(went.training(), went.progress()));
        Bus.Subscription unusedChanged = bus.listen(
                Topics.TRAINING_CHANGED,
                changed -> progress.remove(changed.training().id()));
    }

    List<Operation> all() {
        return List.of(
                Operation.blocking(GET, "/api/trainings", Workload.STORE, this::list),
                Operation.blocking(GET, "/api/trainings/:id", Workload.STORE, this::show),
                Operation.blocking(GET, "/api/trainings/:id/quantization", Workload.STORE, this::quantization),
                Operation.blocking(POST, "/api/trainings/:id/quantization", Workload.EXPORT, this::quantize),
                Operation.blocking(GET, "/api/trainings/:id/:file", Workload.EXPORT, this::file));
    }

    private Response list(Request request) {
        Query query = request.query();
        List<String> variants = query.texts("variant").stream()
                .map(name -> results.variant(name).orElse(name))
                .toList();
        String dataset = query.text("dataset").orElse(null);
        int offset = query.offset();
        int limit = query.limit();
        query.finish();
        Page<TrainingState> page = trainings.page(new TrainingQuery(variants, dataset, null, offset, limit));
        return Response.ok(PageView.of(page, TrainingView::of));
    }

    private Response show(Request request) {
        request.query().finish();
        TrainingState training = training(request);
        return Response.ok(TrainingDetail.of(training, progress.get(training.id())));
    }

    private Response file(Request request) {
        request.query().finish();
        String name = request.pathParameter("file");
        if (name.equals(WEIGHTS)) {
            return weights(request);
        }
        List<String> names = new ArrayList<>();
        for (ModelFormat format : models.formats()) {
            for (String precision : models.precisions(format)) {
                if (format.file(precision).equals(name)) {
                    return model(request, format, precision);
                }
                names.add(format.file(precision));
            }
        }
        throw HttpError.notFound(
                "file",
                "a trained model has no file " + name + ", but " + String.join(", ", names) + " and " + WEIGHTS);
    }

    private Response model(Request request, ModelFormat format, String precision) {
        TrainingState training = done(request);
        Path folder = models.folder(training.architecture(), training.weights());
        if (trained == null || !Files.isDirectory(folder)) {
            return download(training, folder.resolve(format.file(precision)), Optional.of(format));
        }
        try {
            models.lend(training.architecture(), training.weights());
            Path file = trained.file(training, format, precision);
            return download(training, file, Optional.of(format));
        } catch (IOException | IllegalStateException | IllegalArgumentException unusable) {
            throw HttpError.notFound(
                    "id",
                    "training " + training.id() + " has no " + format.file(precision) + ": "
                            + Objects.requireNonNullElse(unusable.getMessage(), unusable.toString()));
        }
    }

    private Response quantization(Request request) {
        request.query().finish();
        TrainingState training = done(request);
        Path folder = ModelStore.quantized(models.folder(training.architecture(), training.weights()));
        if (!Files.isDirectory(folder)) {
            throw HttpError.notFound("id", "the model of training " + training.id() + " is not quantised");
        }
        try {
            return Response.ok(QuantizationView.of(training.id(), QuantizedModel.report(folder)));
        } catch (IOException unreadable) {
            throw HttpError.notFound("id", String.valueOf(unreadable.getMessage()));
        }
    }

    private Response quantize(Request request) {
        request.query().finish();
        List<Problem> problems = new ArrayList<>();
        ObjectReader reader = new ObjectReader(request.json(), "", problems);
        double maxDrop = reader.number("maxDrop", points -> points >= 0 && points <= MOST_DROP, "from 0 to 100")
                .orElse(ModelSource.Calibration.MAX_DROP);
        reader.finish();
        if (!problems.isEmpty()) {
            throw HttpError.badRequest(problems);
        }
        TrainingState training = done(request);
        if (trained == null) {
            throw HttpError.notFound("id", "the model of training " + training.id() + " is not on this machine");
        }
        try {
            models.lend(training.architecture(), training.weights());
            return Response.ok(QuantizationView.of(training.id(), trained.quantized(training, maxDrop)));
        } catch (IOException | IllegalStateException | IllegalArgumentException unusable) {
            throw HttpError.notFound(
                    "id",
                    "the model of training " + training.id() + " cannot be quantised: "
                            + Objects.requireNonNullElse(unusable.getMessage(), unusable.toString()));
        }
    }

    private Response weights(Request request) {
        TrainingState training = done(request);
        return download(
                training,
                models.folder(training.architecture(), training.weights()).resolve(TrainingRequest.WEIGHTS),
                Optional.empty());
    }

    private TrainingState done(Request request) {
        TrainingState training = training(request);
        if (training.status() != TrainingState.Status.DONE) {
            throw HttpError.notFound(
                    "id",
                    "training " + training.id() + " has no model: it is "
                            + training.status().name().toLowerCase(Locale.ROOT));
        }
        return training;
    }

    private static Response download(TrainingState training, Path file, Optional<ModelFormat> format) {
        if (!Files.isRegularFile(file)) {
            throw HttpError.notFound("id", "the model of training " + training.id() + " is not on this machine");
        }
        if (format.flatMap(each -> each.beside(file)).filter(Files::exists).isPresent()) {
            throw HttpError.notFound(
                    "id",
                    "the model of training " + training.id() + " is too large for one file; copy all of "
                            + file.getParent());
        }
        String name = file.getFileName().toString();
        return Response.download(file, fileName(training) + name.substring(name.lastIndexOf('.')));
    }

    /** {@code resnet-cifar-20-fashion-mnist-12}: letters, digits, dots and dashes only, whatever a plugin is called. */
    private static String fileName(TrainingState training) {
        return (training.model().bare() + "-" + training.spec().dataset() + "-" + training.id())
                .replaceAll("[^A-Za-z0-9.]+", "-");
    }

    private TrainingState training(Request request) {
        return trainings.find(request.number(TRAINING)).orElseThrow(() -> request.notFound(TRAINING));
    }
}
