package dev.tradespace.quantization;

import java.util.Map;

/**
 * The remedies that a network can be quantised with.
 *
 * @param network as it was folded
 * @param tensors what its layers put out on the calibration images
 * @param equalized the same network equalised
 * @param equalizedTensors what its layers put out
 * @param weightBits of weights
 */
record Remedies(
        FoldedNetwork network,
        Map<String, TensorStatistics> tensors,
        FoldedNetwork equalized,
        Map<String, TensorStatistics> equalizedTensors,
        int weightBits) {
    /**
     * One set of them, beside bias correction.
     *
     * @param rule how ranges are chosen
     * @param equal whether the network is equalised
     */
    record Choice(RangeRule rule, boolean equal) {}

    /** Min-max ranges and nothing else. */
    static QuantizedCandidate plain(
            FoldedNetwork network, Placement placement, Map<String, TensorStatistics> tensors, int weightBits) {
        return new QuantizedCandidate(
                "min-max ranges", network, Scales.of(network, placement, tensors, RangeRule.MIN_MAX, weightBits));
    }

    /** The network quantised with no remedy. */
    QuantizedCandidate plain(Placement placement) {
        return plain(network, placement, tensors, weightBits);
    }

    /** The network quantised with some of them. */
    QuantizedCandidate candidate(Choice choice, Placement placement) {
        FoldedNetwork source = choice.equal() ? equalized : network;
        Map<String, TensorStatistics> seen = choice.equal() ? equalizedTensors : tensors;
        FoldedNetwork corrected =
                BiasCorrection.of(source, seen, Scales.of(source, placement, seen, choice.rule(), weightBits));
        return new QuantizedCandidate(
                choice.rule().id() + " ranges, bias correction" + (choice.equal() ? ", equalisation" : ""),
                corrected,
                Scales.of(corrected, placement, seen, choice.rule(), weightBits));
    }
}
