package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.plugin.PublishedFigure;
import dev.tradespace.core.analysis.Analysis;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** torchvision counts as we do: parameters are equal, and multiply-accumulates to the last digit that it prints. */
class PublishedCountsTest {
    private static final String GATE = "torchvision ";
    private static final double LAST_DIGIT = 1e6;
    private static final Pattern CROP = Pattern.compile("crop (\\d+);.*");
    private static final Path TABLE = Path.of("../../../shared/data/published-metrics/torchvision.csv");

    private final Catalogue catalogue = Catalogue.load(getClass().getClassLoader(), List.of());

    @TestFactory
    Stream<DynamicTest> parametersAndMacsAreTorchvisions() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Model model : catalogue.variants()) {
            for (PublishedFigure figure : model.variant().published()) {
                if (figure.source().startsWith(GATE) && figure.metric() != Metric.ACCURACY) {
                    tests.add(DynamicTest.dynamicTest(
                            model.id() + " " + figure.metric().id() + " " + figure.source(),
                            () -> gate(model, figure)));
                }
            }
        }
        assertTrue(tests.size() > 50, "only " + tests.size() + " published counts were found");
        return tests.stream();
    }

    private void gate(Model model, PublishedFigure figure) {
        Matcher crop = CROP.matcher(figure.conditions());
        Model cropped = crop.matches() ? model.with(Map.of("resolution", crop.group(1))) : model;
        Analysis analysis = catalogue.build(cropped).analysis();
        if (figure.metric() == Metric.PARAMETERS) {
            assertEquals((long) figure.value(), analysis.params());
        } else {
            assertEquals(
                    Math.round(figure.value() / LAST_DIGIT),
                    Math.round(analysis.macs().total() / LAST_DIGIT),
                    "MMACs");
        }
    }

    /** The table itself is not part of the project; where it lies beside it, no row of it may be forgotten. */
    @Test
    void noRowOfTorchvisionsTableIsForgotten() throws IOException {
        Skips.unless(Files.exists(TABLE), "there is no torchvision table at " + TABLE);
        Map<String, Long> ours = new HashMap<>();
        for (Model model : catalogue.variants()) {
            ours.put(model.id().toString(), catalogue.build(model).analysis().params());
        }
        ours.put(
                "inception/inception-v3 with aux",
                catalogue
                        .build(catalogue.model("inception/inception-v3[aux=true]"))
                        .analysis()
                        .params());
        for (String row : Files.readAllLines(TABLE).stream().skip(1).toList()) {
            String[] cells = row.split(",", -1);
            assertTrue(ours.containsValue(Long.valueOf(cells[2])), "no variant has the parameters of " + row);
        }
    }
}
