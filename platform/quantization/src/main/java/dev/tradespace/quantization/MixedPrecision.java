package dev.tradespace.quantization;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.runtime.UnfitModel;
import dev.tradespace.core.analysis.Analysis;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Mixed precision: the fewest of the most sensitive layers that must stay in fp32 for an accuracy. */
final class MixedPrecision {
    /** A network that needs more than this part of its work in fp32 is not looked at any further. */
    private static final double MOST_FLOAT_MACS = 0.5;

    private final Architecture folded;
    private final List<Map.Entry<String, Double>> sensitivities;

    /**
     * Of a network.
     *
     * @param sensitivities by how much each layer's integers alone change the answers, the most sensitive layer first
     */
    MixedPrecision(Architecture folded, List<Map.Entry<String, Double>> sensitivities) {
        this.folded = folded;
        this.sensitivities = sensitivities;
    }

    /** Tells how many points of accuracy a placement loses. */
    interface Drop {
        double of(Placement placement) throws IOException, UnfitModel;
    }

    /** The placement with the fewest layers in fp32 that loses at most so many points, or with as many as may be; empty if none may. */
    Optional<Placement> placement(double maxDrop, Drop drop) throws IOException, UnfitModel {
        int most = most();
        int low = 0;
        int high = Math.min(1, most);
        while (high > low && drop.of(keeping(high)) > maxDrop) {
            low = high;
            high = Math.min(most, high * 2);
        }
        if (high == low) {
            return most == 0 ? Optional.empty() : Optional.of(keeping(most));
        }
        while (high - low > 1) {
            int middle = (low + high) / 2;
            if (drop.of(keeping(middle)) > maxDrop) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Optional.of(keeping(high));
    }

    private int most() {
        Map<String, Long> macs = new HashMap<>();
        long all = 0;
        for (Analysis.LayerCost cost : Analysis.of(folded).layers()) {
            macs.put(cost.layer().name(), cost.macs().total());
            all += cost.macs().total();
        }
        long floats = 0;
        for (int i = 0; i < sensitivities.size(); i++) {
            floats += macs.getOrDefault(sensitivities.get(i).getKey(), 0L);
            if (floats > MOST_FLOAT_MACS * all) {
                return i;
            }
        }
        return sensitivities.size();
    }

    private Placement keeping(int count) {
        Map<String, String> kept = new LinkedHashMap<>();
        for (Map.Entry<String, Double> layer : sensitivities.subList(0, count)) {
            kept.put(
                    layer.getKey(),
                    String.format(
                            Locale.ROOT,
                            "since its integers alone change the answers by a divergence of %.5f",
                            layer.getValue()));
        }
        return Placement.of(folded, kept);
    }
}
