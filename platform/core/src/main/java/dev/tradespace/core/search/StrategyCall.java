package dev.tradespace.core.search;

import java.util.Objects;

/**
 * One call of a search's strategy. Played again in their order to a new strategy, they make it what it was.
 *
 * @param kind what was called, and with what answer
 * @param trial the number that was asked for or told
 */
public record StrategyCall(Kind kind, int trial) {
    /** What was called. */
    public enum Kind {
        /** It was asked, and proposed the trial. */
        PROPOSED,
        /** It was asked, and wanted to hear of another trial first. */
        WAITED,
        /** It was told what came of the trial. */
        TOLD
    }

    public StrategyCall {
        Objects.requireNonNull(kind, "kind");
    }
}
