package dev.tradespace.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.option.DatasetOptions;
import dev.tradespace.app.session.ApiClient;
import dev.tradespace.app.session.ApiClient.Parameter;
import dev.tradespace.core.catalogue.ModelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the training whose model a command is about. */
final class FinishedTrainings {
    private final Context context;
    private final ApiClient api;

    FinishedTrainings(Context context, ApiClient api) {
        this.context = context;
        this.api = api;
    }

    /**
     * A model's newest finished training on a dataset.
     *
     * @param option the option that names the dataset, for the reasons
     * @param learned a dataset's name, or a folder of images
     * @throws CommandFailure if there is none; says on what else there is one, and what else was trained on that
     */
    JsonNode find(ModelId asked, String option, String learned) {
        Optional<String> id = DatasetOptions.find(context.settings(), option, learned);
        List<JsonNode> finished = id.map(this::finished).orElse(List.of());
        return finished.stream()
                .filter(each -> id(each).isFitted(asked))
                .findFirst()
                .orElseThrow(() -> noTraining(asked, learned, finished));
    }

    /** The finished trainings, newest first; on one dataset or, without its name, on all. */
    private List<JsonNode> finished(String... dataset) {
        List<Parameter> query = new ArrayList<>();
        for (String name : dataset) {
            query.add(new Parameter("dataset", name));
        }
        List<JsonNode> finished = new ArrayList<>();
        for (JsonNode training : api.all("/trainings", query)) {
            if (training.path("status").asText().equals("done")) {
                finished.add(training);
            }
        }
        return finished;
    }

    private CommandFailure noTraining(ModelId asked, String learned, List<JsonNode> others) {
        String elsewhere =
                names(finished().stream().filter(training -> id(training).isFitted(asked)), "dataset");
        String there = names(others.stream(), "variant");
        return CommandFailure.refused(asked + " has no finished training on " + learned
                + (elsewhere.isEmpty()
                        ? ", nor on any other dataset; `tradespace train` gives it one"
                        : "; it has one on " + elsewhere)
                + (there.isEmpty() ? "" : "; on " + learned + " there are those of " + there)
                + DatasetOptions.folderOfThatName(DatasetOptions.folders(context.settings(), null), learned));
    }

    private static ModelId id(JsonNode training) {
        return ModelId.parse(training.path("variant").asText());
    }

    private static String names(Stream<JsonNode> trainings, String field) {
        return trainings
                .map(training -> training.path(field).asText())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
