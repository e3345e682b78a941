package dev.tradespace.core.profile;

import dev.tradespace.core.analysis.Analysis;
import dev.tradespace.core.measure.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Where the time of a query goes: the nodes of a runtime, by operation and by layer of the model. It is no measurement:
 * to take down the times costs time itself, and nothing of it becomes a row.
 *
 * @param runtime the runtime's own words
 * @param nodes every node with its layer, in the order in which they run
 * @param operations by operation and precision, the longest first
 * @param layers by layer, the longest first; what the runtime has added stands under its own name
 */
public record LayerProfile(RuntimeProfile runtime, List<Node> nodes, List<Part> operations, List<Part> layers) {
    private static final String INT8 = "int8";

    public LayerProfile {
        nodes = List.copyOf(nodes);
        operations = List.copyOf(operations);
        layers = List.copyOf(layers);
    }

    /**
     * A node.
     *
     * @param time what the runtime says of it
     * @param layer the layer that it belongs to; empty for one that the runtime has added
     * @param macs multiply-accumulates in a query, those of fused layers among them
     */
    public record Node(NodeTime time, Optional<String> layer, long macs) {}

    /**
     * Some nodes together.
     *
     * @param name an operation, a layer, or a node that is of none
     * @param operations what ran, in the order of the alphabet
     * @param precision what the part with most multiply-accumulates computed in, else the longest
     * @param nodes how many nodes
     * @param nanos the medians of their times together
     * @param macs multiply-accumulates in a query
     */
    public record Part(String name, List<String> operations, String precision, int nodes, long nanos, long macs) {
        public Part {
            operations = List.copyOf(operations);
        }
    }

    /**
     * Joins what a runtime says with the layers of the network that it ran.
     *
     * @param target where it ran, whose batch a query has
     */
    public static LayerProfile of(RuntimeProfile runtime, Analysis analysis, Target target) {
        NodeLayers layers = new NodeLayers(runtime.nodes(), analysis, target.batch());
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < runtime.nodes().size(); i++) {
            nodes.add(new Node(runtime.nodes().get(i), layers.layerOf(i), layers.macs(i)));
        }
        return new LayerProfile(
                runtime,
                nodes,
                parts(
                        nodes,
                        (node, key) -> node.time().operation(),
                        node -> node.time().operation() + " " + node.time().precision()),
                parts(nodes, (node, key) -> key, node -> node.layer()
                        .orElse(node.time().name())));
    }

    private static List<Part> parts(
            List<Node> nodes, BiFunction<Node, String, String> name, Function<Node, String> key) {
        Map<String, List<Node>> grouped = new LinkedHashMap<>();
        nodes.forEach(node -> grouped.computeIfAbsent(key.apply(node), first -> new ArrayList<>())
                .add(node));
        List<Part> parts = new ArrayList<>();
        grouped.forEach((group, members) -> parts.add(part(name.apply(members.get(0), group), members)));
        parts.sort(Comparator.comparingLong(Part::nanos).reversed());
        return parts;
    }

    private static Part part(String name, List<Node> members) {
        Node main = members.stream()
                .max(Comparator.comparingLong(Node::macs)
                        .thenComparingLong(node -> node.time().nanos()))
                .orElseThrow();
        TreeSet<String> operations = new TreeSet<>();
        members.forEach(node -> operations.add(node.time().operation()));
        return new Part(
                name,
                List.copyOf(operations),
                main.time().precision(),
                members.size(),
                members.stream().mapToLong(node -> node.time().nanos()).sum(),
                members.stream().mapToLong(Node::macs).sum());
    }

    /** All time that is told: the nodes and the rest. What a share is a share of. */
    public long totalNanos() {
        return runtime.restNanos()
                + nodes.stream().mapToLong(node -> node.time().nanos()).sum();
    }

    /** Multiply-accumulates of all nodes. */
    public long macs() {
        return nodes.stream().mapToLong(Node::macs).sum();
    }

    /** Multiply-accumulates of the nodes that computed in 8 bits. */
    public long int8Macs() {
        return nodes.stream()
                .filter(node -> node.time().precision().equals(INT8))
                .mapToLong(Node::macs)
                .sum();
    }
}
