package dev.tradespace.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.check.Problem;
import dev.tradespace.core.json.StrictYaml;
import dev.tradespace.core.training.EpochPoint;
import dev.tradespace.devices.catalogue.Source;
import dev.tradespace.server.http.ApiDocument;
import dev.tradespace.server.training.DatasetProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The records that are answered with, the document of the API and the page's types say the same. */
class WireShapeTest {
    /** Those of the command line only. */
    private static final Set<Class<?>> UNSERVED =
            Set.of(CatalogueJson.StrategyPage.class, CatalogueJson.StrategyView.class);

    /** Records that are a part of others everywhere, or that only events have. */
    private static final Set<Class<?>> PARTS = Set.of(
            PageView.class, SearchJson.TrialFields.class, RowJson.SelectionView.class, ServerJson.HelloView.class);

    private static final List<Class<?>> HOLDERS = List.of(
            CatalogueJson.class,
            ComparisonJson.class,
            DeviceJson.class,
            ModelJson.class,
            ProfileJson.class,
            RecommendationJson.class,
            RowJson.class,
            ScoreJson.class,
            SearchJson.class,
            ServerJson.class,
            SweepJson.class,
            TrainingJson.class);

    private static final Map<Class<?>, String> SCHEMAS = Map.of(
            SearchJson.SearchSummary.class, "Search",
            SearchJson.TestFigureView.class, "",
            SearchJson.CurveView.class, "",
            DeviceJson.EstimateErrorView.class, "EstimateErrors",
            Source.class, "Citation",
            DeviceJson.EstimatedView.class, "",
            DeviceJson.VariantFrontsView.class, "",
            DatasetProvider.Absent.class, "AbsentDataset");

    /** What the page calls by another name. What it does not read needs no type there. */
    private static final Map<String, String> PAGE_NAMES = Map.of(
            "Layer", "LayerRow",
            "Parameter", "FamilyParameter",
            "Published", "PublishedFigure",
            "ModelOpinion", "Opinion",
            "ProgressEvent", "TrainingProgress",
            "SearchParameter", "Parameter",
            "DominatedShare", "VolumePoint",
            "DominatedShares", "Volumes");

    private final Set<Class<?>> seen = new LinkedHashSet<>();
    private final WireShape.OfRecords records = new WireShape.OfRecords(seen);

    @Test
    void theDocumentOfTheApiDescribesEveryRecord() throws IOException {
        JsonNode document = StrictYaml.read(ApiDocument.text());
        List<String> differences = new ArrayList<>();
        for (Class<?> view : views()) {
            String name = schema(view);
            if (!name.isEmpty()) {
                JsonNode schema = document.at("/components/schemas/" + name);
                differences.addAll(
                        schema.isMissingNode()
                                ? List.of("there is no schema " + name)
                                : records.of(view).differences(name, WireShape.ofSchema(document, schema)));
            }
        }
        document.at("/components/schemas").properties().stream()
                .filter(schema -> schema.getKey().endsWith("Page")
                        && schema.getValue().path("properties").size() == 2)
                .forEach(schema -> differences.addAll(records.of(PageView.class)
                        .differences(schema.getKey(), WireShape.ofSchema(document, schema.getValue()))));
        assertEquals(List.of(), differences);
        assertTrue(seen.containsAll(views()));
    }

    @Test
    void thePageKnowsEveryFieldOfWhatItReads() throws IOException {
        PageTypes types = new PageTypes(List.of(
                resource("/META-INF/resources/tradespace/ui/api/types.js"),
                resource("/META-INF/resources/tradespace/ui/api/comparison-types.js"),
                resource("/META-INF/resources/tradespace/ui/api/device-types.js"),
                resource("/META-INF/resources/tradespace/ui/api/profile-types.js"),
                resource("/META-INF/resources/tradespace/ui/api/search-types.js")));
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (Class<?> view : views()) {
            String name = PAGE_NAMES.getOrDefault(schema(view), schema(view));
            if (types.has(name)) {
                compared++;
                differences.addAll(records.of(view).differences(name, types.of(name)));
            }
        }
        assertEquals(List.of(), differences);
        assertTrue(compared > 30, "the page has types for most of them, was " + compared);
    }

    /** A record and a description of it that is wrong in every way. */
    private record Sample(int number, @Nullable String note, Optional<String> reason, List<Long> counts, long fresh) {}

    @Test
    void namesEveryKindOfDifference() throws IOException {
        WireShape sample = records.of(Sample.class);
        JsonNode schema = StrictYaml.read("""
                type: object
                required: [number, note, reason, counts, old]
                properties:
                  number: { type: string }
                  note: { type: string }
                  reason: { type: string }
                  counts: { type: array, items: { type: boolean } }
                  old: { type: number }
                """);
        PageTypes types = new PageTypes(List.of("""
                        * @typedef {object} Sample
                        * @property {string} number
                        * @property {string} note
                        * @property {string} reason
                        * @property {boolean[]} counts
                        * @property {number} [old]
                        """));
        List<String> expected = List.of(
                "Sample.counts[] is number, described as boolean",
                "Sample.fresh is not described",
                "Sample.note may be null, which is not described",
                "Sample.number is number, described as string",
                "Sample.old is described, but is not there",
                "Sample.reason may be left out, which is not described");

        assertEquals(expected, sample.differences("Sample", WireShape.ofSchema(schema, schema)));
        assertEquals(expected, sample.differences("Sample", types.of("Sample")));
    }

    /** Every record that is a whole value of an answer or an event. */
    private static List<Class<?>> views() {
        return Stream.concat(
                        HOLDERS.stream().flatMap(holder -> Stream.of(holder.getDeclaredClasses())),
                        Stream.of(FigureView.class, Problem.class, EpochPoint.class, DatasetProvider.Absent.class))
                .filter(Class::isRecord)
                .filter(view -> !UNSERVED.contains(view) && !PARTS.contains(view))
                .toList();
    }

    private static String schema(Class<?> view) {
        return SCHEMAS.getOrDefault(view, view.getSimpleName().replaceFirst("View$", ""));
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = WireShapeTest.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
