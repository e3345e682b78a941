package dev.tradespace.search.evaluator;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.core.catalogue.Built;

/** Targets on which nothing can be measured here and whose latency is estimated. Any thread may ask. */
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

    /** The latency of a network, below a millisecond of work: known, or unavailable with the reason. */
    Figure latency(String target, Built network);
}
