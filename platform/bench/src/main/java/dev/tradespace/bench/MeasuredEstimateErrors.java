package dev.tradespace.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.devices.estimate.ErrorStatistics;
import dev.tradespace.devices.estimate.LeaveOneOut.HeldOut;
import dev.tradespace.devices.estimate.MetricPredictor;
import dev.tradespace.devices.estimate.MetricRow;
import dev.tradespace.devices.estimate.NetworkFeatures;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/** The errors of latencies estimated on one target from a few variants measured on it, over the other networks that were measured there. */
public final class MeasuredEstimateErrors {
    private static final int SEEDS = 20;

    private final String target;
    private final Map<String, MetricRow> measured;
    private final Map<String, NetworkFeatures> features;

    private MeasuredEstimateErrors(
            String target, Map<String, MetricRow> measured, Map<String, NetworkFeatures> features) {
        this.target = target;
        this.measured = measured;
        this.features = features;
    }

    /**
     * Prints the errors over the variants and over the configurations that are none, each from variants that are asked for one after the other, as
     * {@code device measure} does, and from random ones (20 draws).
     *
     * @param args a file that {@code tradespace results --target TARGET --json} wrote, the target, and how many variants are known
     */
    public static void main(String[] args) throws IOException {
        Map<String, MetricRow> measured = new LinkedHashMap<>();
        Map<String, NetworkFeatures> features = new LinkedHashMap<>();
        try (Catalogue catalogue = Catalogue.load(MeasuredEstimateErrors.class.getClassLoader(), List.of())) {
            for (JsonNode row : new ObjectMapper().readTree(new File(args[0]))) {
                JsonNode latency = row.path("latency").path("value");
                String network = row.path("variant").asText();
                if (latency.isNumber() && row.path("target").asText().equals(args[1])) {
                    measured.put(network, new MetricRow(args[1], network, latency.asDouble()));
                    features.put(
                            network,
                            NetworkFeatures.of(
                                    catalogue.build(ModelId.parse(network)).analysis()));
                }
            }
        }
        new MeasuredEstimateErrors(args[1], measured, features).print(Integer.parseInt(args[2]));
    }

    private void print(int known) {
        List<String> variants = measured.keySet().stream()
                .filter(MeasuredEstimateErrors::isVariant)
                .toList();
        List<List<String>> random = new ArrayList<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            List<String> shuffled = new ArrayList<>(variants);
            Collections.shuffle(shuffled, new Random(seed));
            random.add(shuffled.subList(0, known));
        }
        List<List<String>> chosen = List.of(chosen(variants, known));
        System.out.println(target + ": " + measured.size() + " networks measured, " + variants.size()
                + " of them variants; " + known + " known: " + chosen.get(0));
        print("variants, from chosen ones", chosen, MeasuredEstimateErrors::isVariant);
        print("configurations, from chosen ones", chosen, network -> !isVariant(network));
        List<List<String>> anything = List.of(chosen(List.copyOf(measured.keySet()), known));
        print("variants, from chosen networks", anything, MeasuredEstimateErrors::isVariant);
        print("configurations, from chosen networks", anything, network -> !isVariant(network));
        print("variants, from random ones", random, MeasuredEstimateErrors::isVariant);
        print("configurations, from random ones", random, network -> !isVariant(network));
        held(chosen.get(0))
                .forEach(one -> System.out.printf(
                        Locale.ROOT,
                        "%-110s %9.3f ms  %s%n",
                        one.network(),
                        one.amount(),
                        one.estimate().figure()));
    }

    private static boolean isVariant(String network) {
        return ModelId.parse(network).settings().isEmpty();
    }

    private List<String> chosen(List<String> variants, int count) {
        List<String> known = new ArrayList<>();
        while (known.size() < count) {
            predictor(known).next(target, variants).ifPresent(known::add);
        }
        return known;
    }

    private MetricPredictor predictor(List<String> known) {
        return MetricPredictor.fit(known.stream().map(measured::get).toList(), features);
    }

    private List<HeldOut> held(List<String> known) {
        MetricPredictor predictor = predictor(known);
        return measured.values().stream()
                .filter(row -> !known.contains(row.network()))
                .map(row -> new HeldOut(
                        target,
                        row.network(),
                        known.toString(),
                        row.amount(),
                        predictor.estimate(target, row.network())))
                .toList();
    }

    private void print(String title, List<List<String>> draws, Predicate<String> wanted) {
        ErrorStatistics errors = ErrorStatistics.of(draws.stream()
                .flatMap(known -> held(known).stream())
                .filter(one -> wanted.test(one.network()))
                .toList());
        System.out.printf(
                Locale.ROOT,
                "%-36s %5d estimates: mean error %.1f%%, median %.1f%%, %.1f%% within 10%%, Spearman %.3f, %.1f%% in the 90%% interval, %d unavailable%n",
                title,
                errors.count(),
                100 * errors.meanError(),
                100 * errors.medianError(),
                100 * errors.within10(),
                errors.spearman().orElse(Double.NaN),
                100 * errors.inside90(),
                errors.unavailable());
    }
}
