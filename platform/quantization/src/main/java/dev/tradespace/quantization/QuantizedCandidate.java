package dev.tradespace.quantization;

import dev.tradespace.api.quantization.Quantization;

/**
 * One way to quantise a network.
 *
 * @param remedies what was done, as people say it
 * @param network the network with its weights as the remedies left them
 * @param quantization the scales
 */
record QuantizedCandidate(String remedies, FoldedNetwork network, Quantization quantization) {}
