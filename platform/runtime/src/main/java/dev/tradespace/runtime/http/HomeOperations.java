package dev.tradespace.runtime.http;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tradespace.api.check.Problem;
import dev.tradespace.core.json.ObjectReader;
import dev.tradespace.core.json.StrictJson;
import dev.tradespace.results.Results;
import dev.tradespace.runtime.inventory.Cleaning;
import dev.tradespace.runtime.inventory.Inventory;
import dev.tradespace.runtime.inventory.Inventory.Disposable;
import dev.tradespace.runtime.inventory.InventoryScan;
import dev.tradespace.runtime.model.ModelStore;
import dev.tradespace.runtime.training.DatasetProvider;
import dev.tradespace.runtime.wire.HomeJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What lies in the home, and letting go what nobody needs. */
final class HomeOperations {
    private static final int RETRY_SECONDS = 60;

    private final Path home;
    private final Results results;
    private final ModelStore models;
    private final DatasetProvider datasets;
    private final ObjectMapper mapper = StrictJson.json();

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
        Inventory inventory = InventoryScan.of(home, results, datasets);
        return Response.ok(json -> HomeJson.write(json, inventory));
    }

    private Response clean(Request request) {
        request.query().finish();
        List<Problem> problems = new ArrayList<>();
        new ObjectReader(request.json(mapper), "", problems).finish();
        if (!problems.isEmpty()) {
            throw HttpError.badRequest(problems);
        }
        try {
            List<Disposable> gone = Cleaning.all(InventoryScan.of(home, results, datasets), models, results);
            return Response.ok(json -> HomeJson.cleaned(json, gone));
        } catch (IOException unwritable) {
            throw HttpError.unavailable("the home could not be cleaned: " + unwritable.getMessage(), RETRY_SECONDS);
        }
    }
}
