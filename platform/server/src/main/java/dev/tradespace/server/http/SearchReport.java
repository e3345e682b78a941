package dev.tradespace.server.http;

import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.json.RecordJson;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.search.SearchState;
import dev.tradespace.core.search.TrialState;
import dev.tradespace.core.statistics.Samples;
import dev.tradespace.results.Results;
import dev.tradespace.server.search.SearchDetail;
import dev.tradespace.server.search.SearchReader;
import dev.tradespace.server.wire.CatalogueJson.FamilyPage;
import dev.tradespace.server.wire.PageView;
import dev.tradespace.server.wire.RowJson.MeasurementView;
import dev.tradespace.server.wire.RowJson.RowView;
import dev.tradespace.server.wire.ScoreJson.DatasetView;
import dev.tradespace.server.wire.SearchJson.SearchDetailView;
import dev.tradespace.server.wire.SearchJson.SearchSummary;
import dev.tradespace.server.wire.ServerJson.AboutView;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A search as one HTML file: the page's own view of it, with the API's answers that this view asks for. */
final class SearchReport {
    private static final String PAGE = "/ui/report.html";
    private static final String ANSWERS = "id=\"recorded\">";

    private final SearchReader searches;
    private final Results results;
    private final Catalogue catalogue;
    private final String version;
    private final StaticFiles files;

    SearchReport(SearchReader searches, Results results, Catalogue catalogue, String version, StaticFiles files) {
        this.searches = searches;
        this.results = results;
        this.catalogue = catalogue;
        this.version = version;
        this.files = files;
    }

    /** The report of a search as it stands; blocks. */
    String html(SearchState search) {
        // Nothing that a trial or a plugin says can end the element that it stands in.
        String json = RecordJson.text(answers(search)).replace("<", "\\u003c");
        return InlinedPage.html(files, PAGE).replace(ANSWERS, ANSWERS + json);
    }

    /** Answers by their path below {@code /api}. The paths of this machine are not among them. */
    private Map<String, Object> answers(SearchState search) {
        SearchDetail detail = searches.detail(search);
        Set<String> families = Set.copyOf(detail.view().spec().families());
        Map<String, Object> answers = new LinkedHashMap<>();
        answers.put("/about", AboutView.of(version, 0, Path.of(""), List.of(), List.of()));
        answers.put(
                "/families",
                FamilyPage.of(
                        catalogue.families().stream()
                                .filter(family -> families.contains(family.id()))
                                .toList(),
                        List.of(),
                        0,
                        families.size()));
        answers.put("/searches", PageView.of(List.of(search), one -> SearchSummary.of(one, detail.view())));
        answers.put("/searches/" + search.id(), SearchDetailView.of(detail));
        answers.put(
                "/datasets",
                PageView.of(Stream.ofNullable(detail.view().dataset()).toList(), DatasetView::of));
        answers.put("/measurements", measurements(detail.trials()));
        return answers;
    }

    /** The last trial's rows, for their environment, and all that were disturbed. */
    private PageView<MeasurementView> measurements(List<TrialState> trials) {
        Set<Long> last = trials.stream()
                .filter(trial -> !trial.evidence().rows().isEmpty())
                .max(Comparator.comparing(TrialState::told))
                .map(trial -> Set.copyOf(trial.evidence().rows().values()))
                .orElse(Set.of());
        List<ResultRow> rows = trials.stream()
                .flatMap(trial -> trial.evidence().rows().values().stream())
                .distinct()
                .flatMap(id -> results.measurements().row(id).stream())
                .filter(row -> row.noisy() || last.contains(row.id()))
                .toList();
        return PageView.of(
                rows,
                row -> new MeasurementView(
                        RowView.of(row),
                        Samples.ofNanos(),
                        results.measurements().environment(row.id())));
    }
}
