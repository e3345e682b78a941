package dev.tradespace.search.run;

import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.core.search.TrialState;

/**
 * A proposed network with its cheap metrics.
 *
 * @param network as it is kept
 * @param known its cheap metrics, or why it is invalid
 */
public record CountedNetwork(TrialState.Network network, CheapMetrics known) {}
