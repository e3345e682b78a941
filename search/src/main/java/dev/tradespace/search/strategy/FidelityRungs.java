package dev.tradespace.search.strategy;

import dev.tradespace.api.search.Fidelity;
import java.util.ArrayList;
import java.util.List;

/** The fidelities through which successive halving promotes, the cheapest first and {@link Fidelity#FULL} last. */
final class FidelityRungs {
    /** The resource that is reduced first. */
    enum Spared {
        /**
         * Epochs, and data when there is no fewer of them: at equal cost more images in fewer epochs rank networks
         * better than fewer images in more (Zhou et al. 2020, EcoNAS).
         */
        EPOCHS_THEN_DATA("epochs-then-data"),
        /** Epochs only. */
        EPOCHS("epochs"),
        /** Data only. */
        DATA("data");

        private final String option;

        Spared(String option) {
            this.option = option;
        }

        String option() {
            return option;
        }

        static Spared of(String option) {
            for (Spared spared : values()) {
                if (spared.option.equals(option)) {
                    return spared;
                }
            }
            throw new IllegalArgumentException("nothing is spared by " + option);
        }
    }

    private FidelityRungs() {}

    /**
     * The rungs, each about {@code eta} times as dear as the one below, the lowest as cheap as the problem allows.
     *
     * @param cheapest the least that an evaluation can be
     * @param eta at least 2
     * @param most how many rungs at most, at least 1
     */
    static List<Fidelity> rungs(Fidelity cheapest, int eta, int most, Spared spared) {
        double epochs = spared == Spared.DATA ? 1 : cheapest.epochs();
        double data = spared == Spared.EPOCHS ? 1 : cheapest.data();
        double least = epochs * data;
        int steps = (int) Math.round(-Math.log(least) / Math.log(eta));
        boolean whole = steps < most;
        double factor = whole ? Math.pow(least, 1.0 / steps) : 1.0 / eta;
        List<Fidelity> rungs = new ArrayList<>();
        if (whole && steps > 0) {
            rungs.add(new Fidelity(epochs, data));
        }
        for (int below = whole ? steps - 1 : most - 1; below > 0; below--) {
            double cost = Math.max(least, Math.pow(factor, below));
            double share = Math.max(epochs, cost);
            rungs.add(new Fidelity(share, Math.min(1, Math.max(data, cost / share))));
        }
        rungs.add(Fidelity.FULL);
        return rungs;
    }
}
