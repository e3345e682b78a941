package dev.tradespace.devices.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.metric.Metric;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What comes with the program: every row of it, and the traps of its sources. */
class CatalogueRowsTest {
    private static final DeviceCatalogue CATALOGUE = DeviceCatalogue.builtIn();
    private static Map<String, Long> macs = Map.of();

    @BeforeAll
    static void countVariants() {
        macs = KnownVariants.macs();
    }

    @Test
    void readsWithoutAProblem() {
        assertEquals(List.of(), CATALOGUE.problems());
        assertEquals(List.of(), CATALOGUE.contradictions());
    }

    @Test
    void coversManyDevicesSourcesAndVariants() {
        Set<String> devices = new HashSet<>();
        Set<String> sources = new HashSet<>();
        CATALOGUE.rows().forEach(row -> {
            devices.add(row.target().device());
            sources.add(row.source().id());
        });
        long exact = CATALOGUE.rows().stream()
                .filter(row -> row.match() == Match.EXACT)
                .count();

        assertTrue(devices.size() >= 120, () -> devices.size() + " devices");
        assertTrue(sources.size() >= 7, () -> sources.size() + " sources");
        assertTrue(exact >= 4000, () -> exact + " exact rows");
        assertEquals(
                devices,
                new HashSet<>(CATALOGUE.devices().stream().map(Device::id).toList()),
                "each device has rows");
    }

    @Test
    void everyRowIsOfAKnownVariantAndAPlausibleFigure() {
        List<String> wrong = new ArrayList<>();
        for (PublishedRow row : CATALOGUE.rows()) {
            Long counted = row.variant() == null ? null : macs.get(row.variant());
            if (row.variant() != null && counted == null) {
                wrong.add("no variant " + row.variant());
            }
            PlausibleRange.refusal(
                            row.metric(),
                            row.value(),
                            row.target().batch(),
                            counted == null ? OptionalLong.empty() : OptionalLong.of(counted))
                    .ifPresent(why -> wrong.add(row.target().id() + " " + row.network() + ": " + why));
        }

        assertEquals(List.of(), wrong);
    }

    @Test
    void saysOfEveryRowWhoPublishedItWhenAndUnderWhichConditions() {
        for (Source source : CATALOGUE.sources()) {
            assertFalse(
                    source.title().isBlank()
                            || source.licence().isBlank()
                            || source.statistic().isBlank()
                            || source.conditions().isBlank(),
                    source.id());
            assertTrue(source.url().startsWith("https://"), source.url());
        }
        assertEquals(
                List.of(),
                ids(row -> row.match() != Match.EXACT && row.reason().isBlank()),
                "a row that is not exact has its reason");
    }

    @Test
    void noTwoExactRowsOfATargetAreTheSameVariant() {
        Set<List<Object>> seen = new HashSet<>();
        List<String> twice = ids(row -> row.match() == Match.EXACT
                && !seen.add(List.of(row.target().id(), String.valueOf(row.variant()), row.metric())));

        assertEquals(List.of(), twice);
    }

    @Test
    void noTwoDevicesShareAName() {
        Map<String, String> owners = new HashMap<>();
        for (Device device : CATALOGUE.devices()) {
            List<String> names = new ArrayList<>(device.aliases());
            names.add(device.id());
            names.add(device.name());
            for (String name : names) {
                assertEquals(device.id(), owners.computeIfAbsent(DeviceNames.key(name), key -> device.id()), name);
            }
        }
    }

    /** A board that was sent in twice, with other software each time. Where the two are further apart than a factor of 2 it stands here by name. */
    @Test
    void namesReportsOfOneBoardThatContradictEachOther() {
        Map<String, PublishedRow> first = new HashMap<>();
        rows(row -> !row.target().setting().endsWith("second-report"))
                .forEach(row -> first.put(row.target().id() + " " + row.network() + " " + row.metric(), row));
        Set<String> apart = new TreeSet<>();
        int compared = 0;
        for (PublishedRow row : rows(row -> row.target().setting().endsWith("second-report"))) {
            String id = row.target().id().replace("-second-report", "");
            PublishedRow other = first.get(id + " " + row.network() + " " + row.metric());
            if (other != null) {
                compared++;
                if (RowCollector.ratio(row.value(), other.value()) > RowCollector.MOST_RATIO) {
                    apart.add(id);
                }
            }
        }

        assertTrue(compared > 300, compared + " figures were told twice");
        assertEquals(Set.of("azure-d64as-v7/ncnn-fp32-1t", "azure-d64s-v6/ncnn-fp32-1t"), apart);
    }

    @Test
    void keepsThroughputAndLatencyApart() {
        assertEquals(
                List.of(),
                ids(row -> row.source().id().equals("hailo") && row.metric() == Metric.LATENCY),
                "frames per second of a pipeline are no latency");
        assertEquals(
                List.of(),
                ids(row -> row.metric() == Metric.LATENCY && row.target().batch() > 1),
                "the time of a large batch is no latency");
        assertFalse(rows(row -> row.target().id().equals("core-i7-12700h/torch-cpu-fp32-dynamo")
                        && row.metric() == Metric.LATENCY)
                .isEmpty());
    }

    @Test
    void marksWhatIsNearWithItsReason() {
        assertEquals(
                "at 224, where the variant has 299",
                one("ai-hub", "inception_v3").reason());
        assertEquals("vit/b16-384", one("ncnn", "vision_transformer").variant());
        assertEquals("mobilenet/v3-large-1.0", one("ncnn", "mobilenet_v3").variant());
        assertEquals(Match.NONE, one("ncnn", "efficientnetv2_b0").match());
        assertEquals(Match.NEAR, one("ncnn", "resnet50").match());
        PublishedRow accuracy = rows(row -> row.source().id().equals("ai-hub")
                        && row.network().equals("mobilenet_v2")
                        && row.metric() == Metric.ACCURACY)
                .get(0);
        assertEquals(Match.NEAR, accuracy.match());
        assertEquals("other weights: those of tonylins/pytorch-mobilenet-v2", accuracy.reason());
    }

    @Test
    void takesEachJobOfAiHubOnce() {
        List<PublishedRow> latencies =
                rows(row -> row.source().id().equals("ai-hub") && row.metric() == Metric.LATENCY);
        Set<String> jobs = new HashSet<>();
        latencies.forEach(row -> jobs.add(row.locator()));

        assertEquals(838, latencies.size());
        assertEquals(838, jobs.size());
        assertEquals(CATALOGUE.device("SA7255P ADP"), CATALOGUE.device("QCS8275 (Proxy)"), "they are one device");
    }

    @Test
    void readsEnergyAndMemoryInTheirUnits() {
        PublishedRow energy = rows(row -> row.target().device().equals("nucleo-l4r5zi")
                        && row.network().equals("ic")
                        && row.metric() == Metric.ENERGY)
                .get(0);
        assertEquals(6919.375e-6, energy.value(), 1e-12);
        PublishedRow memory = rows(row -> row.target().id().equals("stm32h747i-disco/st-edge-ai-int8-1t")
                        && row.network().equals("mobilenet_v1_0.25@224")
                        && row.metric() == Metric.MEMORY)
                .get(0);
        assertEquals(283.63 * 1024, memory.value(), 1e-6);
    }

    private static PublishedRow one(String source, String network) {
        return rows(row -> row.source().id().equals(source) && row.network().equals(network))
                .get(0);
    }

    private static List<PublishedRow> rows(Predicate<PublishedRow> wanted) {
        return CATALOGUE.rows().stream().filter(wanted).toList();
    }

    /** In few words, for messages. */
    private static List<String> ids(Predicate<PublishedRow> wanted) {
        return rows(wanted).stream()
                .map(row -> row.target().id() + " " + row.network() + " "
                        + row.metric().id())
                .toList();
    }
}
