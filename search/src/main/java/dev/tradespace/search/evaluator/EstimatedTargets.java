package dev.tradespace.search.evaluator;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.core.catalogue.Built;
import java.util.Optional;
import java.util.function.Function;

/**
 * Estimates of latencies: of targets elsewhere, on which nothing can be measured here, instead of measuring; of those here, to
 * leave out what is hopeless. Any thread may ask.
 */
public interface EstimatedTargets {
    /** No such targets. */
    EstimatedTargets NONE = new EstimatedTargets() {
        @Override
        public boolean knows(String target) {
            return false;
        }

        @Override
        public Figure latency(String target, Built network) {
            return new Figure.Unavailable("nothing is estimated here");
        }
    };

    /** Whether a target is one of them. */
    boolean knows(String target);

    /**
     * Estimates on a target of this machine from what has been measured on it until now; they do not change afterwards.
     * Empty of a network of which nothing can be said.
     */
    default Function<Built, Optional<Figure.Estimated>> measuredUntilNow(String target) {
        return network -> Optional.empty();
    }

    /** The latency of a network on a target elsewhere, below a millisecond of work: known, or unavailable with the reason. */
    Figure latency(String target, Built network);
}
