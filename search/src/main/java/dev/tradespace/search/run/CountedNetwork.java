package dev.tradespace.search.run;

import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.core.search.TrialState;

/**
 * A proposal that has been counted.
 *
 * @param network as it is kept
 * @param known what is known of it
 */
public record CountedNetwork(TrialState.Network network, CheapMetrics known) {}
