package dev.tradespace.runtime.http;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.POST;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tradespace.api.check.Problem;
import dev.tradespace.core.json.ObjectReader;
import dev.tradespace.core.json.StrictJson;
import dev.tradespace.results.Results;
import dev.tradespace.runtime.inventory.Cleaning;
import dev.tradespace.runtime.inventory.Examination;
import dev.tradespace.runtime.inventory.Inventory;
import dev.tradespace.runtime.inventory.Inventory.Disposable;
import dev.tradespace.runtime.model.ModelStore;
import dev.tradespace.runtime.training.DatasetCatalogue;
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
    private final DatasetCatalogue shelf;
    private final ObjectMapper mapper = StrictJson.json();

    HomeOperations(Path home, Results results, ModelStore models, DatasetCatalogue shelf) {
        this.home = home;
        this.results = results;
        this.models = models;
        this.shelf = shelf;
    }

    List<Operation> all() {
        return List.of(
                Operation.blocking(GET, "/api/home", Workload.HOME, this::show),
                Operation.blocking(POST, "/api/home/clean", Workload.HOME, this::clean));
    }

    private Answer show(Call call) {
        call.query().finish();
        Inventory inventory = Examination.of(home, results, shelf);
        return Answer.ok(json -> HomeJson.write(json, inventory));
    }

    private Answer clean(Call call) {
        call.query().finish();
        List<Problem> problems = new ArrayList<>();
        new ObjectReader(call.json(mapper), "", problems).finish();
        if (!problems.isEmpty()) {
            throw Refusal.badRequest(problems);
        }
        try {
            List<Disposable> gone = Cleaning.all(Examination.of(home, results, shelf), models, results);
            return Answer.ok(json -> HomeJson.cleaned(json, gone));
        } catch (IOException unwritable) {
            throw Refusal.unavailable("the home could not be cleaned: " + unwritable.getMessage(), RETRY_SECONDS);
        }
    }
}
