package dev.tradespace.server.http;

import static io.vertx.core.http.HttpMethod.GET;

import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Family;
import dev.tradespace.core.catalogue.Globs;
import dev.tradespace.core.catalogue.Model;
import dev.tradespace.devices.catalogue.DeviceCatalogue;
import dev.tradespace.server.wire.CatalogueJson.FamilyPage;
import dev.tradespace.server.wire.CatalogueJson.VariantView;
import dev.tradespace.server.wire.ModelJson.ModelView;
import dev.tradespace.server.wire.PageView;
import dev.tradespace.server.wire.ServerJson.AboutView;
import dev.tradespace.server.wire.ServerJson.TargetView;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is there before anything is measured: the server itself, families, variants, models, targets. */
final class CatalogueOperations {
    private final HttpSettings settings;
    private final Catalogue catalogue;
    private final ModelLookup lookup;
    private final List<KnownTarget> targets;
    private final DeviceCatalogue devices;

    CatalogueOperations(
            HttpSettings settings, Catalogue catalogue, List<KnownTarget> targets, DeviceCatalogue devices) {
        this.settings = settings;
        this.catalogue = catalogue;
        this.lookup = new ModelLookup(catalogue);
        this.targets = targets;
        this.devices = devices;
    }

    List<Operation> all() {
        return List.of(
                Operation.instant(GET, "/api/about", this::about),
                Operation.blocking(GET, "/api/families", Workload.CATALOGUE, this::families),
                Operation.blocking(GET, "/api/variants", Workload.CATALOGUE, this::variants),
                Operation.blocking(GET, "/api/model", Workload.MODEL, this::model),
                Operation.blocking(GET, "/api/targets", Workload.CATALOGUE, this::targets));
    }

    private Response about(Request request) {
        request.query().finish();
        return Response.ok(AboutView.of(
                settings.version(),
                ProcessHandle.current().pid(),
                settings.home(),
                catalogue.folders(),
                catalogue.plugins()));
    }

    private Response families(Request request) {
        int offset = request.query().offset();
        int limit = request.query().limit();
        request.query().finish();
        List<Family> families = List.copyOf(catalogue.families());
        return Response.ok(FamilyPage.of(families, catalogue.rejected(), offset, limit));
    }

    private Response variants(Request request) {
        Query query = request.query();
        Optional<String> family = query.text("family");
        Optional<String> glob = query.text("q");
        int offset = query.offset();
        int limit = query.limit();
        query.finish();
        List<Model> models = catalogue.variants().stream()
                .filter(model -> family.isEmpty() || model.family().id().equals(family.get()))
                .filter(model ->
                        glob.isEmpty() || Globs.matches(glob.get(), model.id().toString()))
                .toList();
        List<Built> built =
                models.stream().skip(offset).limit(limit).map(catalogue::build).toList();
        return Response.ok(new PageView<>(built.stream().map(VariantView::of), models.size()));
    }

    private Response model(Request request) {
        String id = request.query().required("id", "resnet/resnet50");
        request.query().finish();
        return Response.ok(ModelView.of(lookup.built(id)));
    }

    /** Those of this machine; or those that are named, in this order, of this machine and of devices elsewhere. */
    private Response targets(Request request) {
        Query query = request.query();
        List<String> named = query.texts("target");
        int offset = query.offset();
        int limit = query.limit();
        query.finish();
        List<TargetView> found = named.isEmpty()
                ? targets.stream().map(CatalogueOperations::view).toList()
                : named.stream().distinct().flatMap(id -> target(id).stream()).toList();
        return Response.ok(PageView.of(found, offset, limit, Function.identity()));
    }

    private Optional<TargetView> target(String id) {
        return targets.stream()
                .filter(known -> known.target().id().equals(id))
                .findFirst()
                .map(CatalogueOperations::view)
                .or(() -> devices.target(id).map(TargetView::of));
    }

    private static TargetView view(KnownTarget known) {
        return TargetView.of(known.target(), known.energy());
    }
}
