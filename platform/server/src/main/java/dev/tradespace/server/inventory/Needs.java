package dev.tradespace.server.inventory;

import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.TrainingState;
import dev.tradespace.core.training.TrainingState.Status;
import dev.tradespace.results.Results;
import dev.tradespace.results.database.Page;
import dev.tradespace.results.database.StoreFacts;
import dev.tradespace.results.measurement.RowQuery;
import dev.tradespace.results.training.TrainingQuery;
import dev.tradespace.server.model.AwaitedModels;
import dev.tradespace.server.model.ModelFolders;
import dev.tradespace.server.training.DatasetProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the rows of a store need of the files of a home.
 *
 * @param store the store
 * @param awaited the folders of models that jobs wait for
 * @param trainings all trainings, by the name of their folders
 * @param data the digests of images that trainings were asked for with
 * @param present the digests of the datasets as they are now
 * @param busy whether work is under way or a search goes on
 */
record Needs(
        StoreFacts store,
        Set<String> awaited,
        Map<String, TrainingState> trainings,
        Set<String> data,
        Set<String> present,
        boolean busy) {
    static Needs of(Results results, DatasetProvider datasets) {
        Map<String, TrainingState> trainings = new LinkedHashMap<>();
        Set<String> data = new LinkedHashSet<>();
        boolean training = false;
        for (TrainingState each : all(results)) {
            trainings.put(ModelFolders.name(each.architecture(), each.weights()), each);
            data.add(each.data());
            training |= each.status() == Status.RUNNING;
        }
        Set<String> awaited = AwaitedModels.folders(results.jobs());
        return new Needs(
                results.facts(),
                awaited,
                trainings,
                data,
                datasets.present().stream().map(DatasetFacts::digest).collect(Collectors.toSet()),
                training || !awaited.isEmpty() || !results.searches().active().isEmpty());
    }

    private static List<TrainingState> all(Results results) {
        List<TrainingState> all = new ArrayList<>();
        while (true) {
            Page<TrainingState> page =
                    results.trainings().page(new TrainingQuery(List.of(), null, null, all.size(), RowQuery.MAX_LIMIT));
            all.addAll(page.items());
            if (page.items().isEmpty() || all.size() >= page.total()) {
                return all;
            }
        }
    }
}
