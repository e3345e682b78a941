package dev.tradespace.devices.row;

import dev.tradespace.core.catalogue.Built;
import dev.tradespace.devices.estimate.LeaveOneOut;
import dev.tradespace.devices.estimate.LeaveOneOut.HeldOut;
import dev.tradespace.devices.estimate.MetricEstimate;
import dev.tradespace.devices.estimate.MetricPredictor;
import dev.tradespace.devices.estimate.NetworkFeatures;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Estimates on a target by the predictor of its pool. What is left out is worked out when it is first asked for. */
public final class PredictedTarget implements TargetEstimates {
    private final String target;
    private final MetricPredictor predictor;
    private final VariantFeatures variants;
    private final Optional<String> without;
    private @Nullable List<HeldOut> heldOut;

    /**
     * Estimates on a target.
     *
     * @param predictor fitted with the features of all variants
     * @param without why nothing is estimated; empty where something is
     */
    public PredictedTarget(
            String target, MetricPredictor predictor, VariantFeatures variants, Optional<String> without) {
        this.target = target;
        this.predictor = predictor;
        this.variants = variants;
        this.without = without;
    }

    @Override
    public MetricEstimate estimate(Built network) {
        String id = network.model().id().toString();
        return network.model().isVariant()
                ? predictor.estimate(target, id)
                : predictor.estimate(target, id, NetworkFeatures.of(network.analysis()));
    }

    @Override
    public synchronized List<HeldOut> leftOut() {
        List<HeldOut> known = heldOut;
        if (known == null) {
            known = without.isPresent() || !predictor.knows(target)
                    ? List.of()
                    : LeaveOneOut.of(predictor).cells(target);
            heldOut = known;
        }
        return known;
    }

    @Override
    public Optional<String> without() {
        return without;
    }

    @Override
    public Optional<String> next() {
        return predictor.next(target, variants.ids());
    }
}
