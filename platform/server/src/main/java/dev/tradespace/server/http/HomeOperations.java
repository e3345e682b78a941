package dev.tradespace.server.http;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import dev.tradespace.results.Results;
import dev.tradespace.server.inventory.Cleaning;
import dev.tradespace.server.inventory.Inventory.Disposable;
import dev.tradespace.server.inventory.InventoryScan;
import dev.tradespace.server.model.ModelStore;
import dev.tradespace.server.training.DatasetProvider;
import dev.tradespace.server.wire.ServerJson.CleanedView;
import dev.tradespace.server.wire.ServerJson.HomeView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What lies in the home, and letting go what nobody needs. */
final class HomeOperations {
    private static final int RETRY_SECONDS = 60;

    private final Path home;
    private final Results results;
    private final ModelStore models;
    private final DatasetProvider datasets;

    HomeOperations(Path home, Results results, ModelStore models, DatasetProvider datasets) {
        this.home = home;
        this.results = results;
        this.models = models;
        this.datasets = datasets;
    }

    List<Operation> all() {
        return List.of(
                Operation.blocking(GET, "/api/home", Workload.HOME, this::show),
                Operation.blocking(POST, "/api/home/clean", Workload.HOME, this::clean));
    }

    private Response show(Request request) {
        request.query().finish();
        return Response.ok(HomeView.of(InventoryScan.of(home, results, datasets)));
    }

    private Response clean(Request request) {
        request.query().finish();
        request.requireEmptyBody();
        try {
            List<Disposable> gone = Cleaning.all(InventoryScan.of(home, results, datasets), models, results);
            return Response.ok(CleanedView.of(gone));
        } catch (IOException unwritable) {
            throw HttpError.unavailable("the home could not be cleaned: " + unwritable.getMessage(), RETRY_SECONDS);
        }
    }
}
