package dev.tradespace.runtimes.opencv;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What OpenCV 4.13.0 reads without complaint and computes wrongly, found by comparison with the definitions of the operations; and what it cannot do but says
 * obscurely. A network that has it is refused: its times would be those of another network.
 */
final class Shortcomings {
    private Shortcomings() {}

    /** The first of a network, a clause for people that goes on after {@code OpenCV}. */
    static Optional<String> of(OnnxGraph graph) {
        Map<String, OnnxGraph.Node> makers = new HashMap<>();
        for (OnnxGraph.Node node : graph.nodes()) {
            node.outputs().forEach(tensor -> makers.put(tensor, node));
        }
        return graph.nodes().stream().flatMap(node -> of(node, makers).stream()).findFirst();
    }

    private static Optional<String> of(OnnxGraph.Node node, Map<String, OnnxGraph.Node> makers) {
        String name = node.name();
        return switch (node.operator()) {
            case "MaxPool" ->
                node.integers("dilations").stream().anyMatch(step -> step != 1)
                        ? Optional.of("leaves out the dilations of the max pool " + name)
                        : Optional.empty();
            case "AveragePool" ->
                node.integers("count_include_pad").contains(1L)
                                && node.integers("pads").stream().anyMatch(pad -> pad != 0)
                        ? Optional.of("does not count the padding that the average pool " + name + " counts")
                        : Optional.empty();
            case "Mul" ->
                isGate(node, makers)
                        ? Optional.of("takes " + name
                                + ", the product of a tensor and the hard sigmoid of another, for a hard swish")
                        : Optional.empty();
            case "Expand" ->
                makers.containsKey(node.inputs().get(1))
                        ? Optional.of("cannot repeat a tensor for each image of an open batch, as " + name + " does")
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The gate of squeeze-and-excitation, as MobileNet v3 has it. */
    private static boolean isGate(OnnxGraph.Node product, Map<String, OnnxGraph.Node> makers) {
        List<String> factors = product.inputs();
        for (int i = 0; i < factors.size(); i++) {
            OnnxGraph.Node maker = makers.get(factors.get(i));
            if (maker != null
                    && maker.operator().equals("HardSigmoid")
                    && !maker.inputs().get(0).equals(factors.get(1 - i))) {
                return true;
            }
        }
        return false;
    }
}
