package dev.tradespace.core.profile;

import dev.tradespace.api.arch.Layer;
import dev.tradespace.core.analysis.Analysis;
import dev.tradespace.core.analysis.Analysis.LayerCost;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which layers the nodes of a runtime's graph are, and how many multiply-accumulates each node does.
 *
 * <p>A node belongs to the layer whose name it has or begins with. A layer that computes but has no node of its own was
 * fused: its multiply-accumulates are done by the node of the layer that reads it, which is a batch norm, an activation
 * or a sum. A layer that runs as several nodes shares its own among those that multiply, by their sizes.
 */
final class NodeLayers {
    private static final Pattern MULTIPLIES = Pattern.compile("(?i).*(conv|matmul|gemm|attention).*");
    private static final Pattern NAME_GOES_ON = Pattern.compile("[A-Za-z0-9.-]");

    private final Map<String, LayerCost> layers = new LinkedHashMap<>();
    private final Map<String, List<String>> readers = new HashMap<>();
    private final Map<String, List<Integer>> nodesOf = new HashMap<>();
    private final List<NodeTime> nodes;
    private final List<Optional<String>> layerOf = new ArrayList<>();
    private final long[] macs;

    /**
     * The layers of nodes.
     *
     * @param analysis of the network that ran
     * @param batch images in a query
     */
    NodeLayers(List<NodeTime> nodes, Analysis analysis, int batch) {
        this.nodes = List.copyOf(nodes);
        this.macs = new long[nodes.size()];
        for (LayerCost cost : analysis.layers()) {
            Layer layer = cost.layer();
            layers.put(layer.name(), cost);
            layer.inputs().forEach(input -> readers.computeIfAbsent(input, first -> new ArrayList<>())
                    .add(layer.name()));
        }
        for (int i = 0; i < nodes.size(); i++) {
            int node = i;
            Optional<String> layer = layer(nodes.get(i).name());
            layerOf.add(layer);
            layer.ifPresent(name ->
                    nodesOf.computeIfAbsent(name, first -> new ArrayList<>()).add(node));
        }
        for (LayerCost cost : analysis.layers()) {
            if (cost.macs().total() > 0) {
                share(batch * cost.macs().total(), doing(cost.layer().name()));
            }
        }
    }

    /** The layer of a node; empty for one that the runtime has added. */
    Optional<String> layerOf(int node) {
        return layerOf.get(node);
    }

    /** Multiply-accumulates of a node in one query. */
    long macs(int node) {
        return macs[node];
    }

    private Optional<String> layer(String node) {
        for (int end = node.length(); end > 0; end--) {
            boolean whole = end == node.length()
                    || !NAME_GOES_ON.matcher(node.substring(end, end + 1)).matches();
            if (whole && layers.containsKey(node.substring(0, end))) {
                return Optional.of(node.substring(0, end));
            }
        }
        return Optional.empty();
    }

    /** The nodes that do a layer's multiply-accumulates; none where they cannot be found. */
    private List<Integer> doing(String layer) {
        String at = layer;
        while (true) {
            List<Integer> multiplying = nodesOf.getOrDefault(at, List.of()).stream()
                    .filter(node ->
                            MULTIPLIES.matcher(nodes.get(node).operation()).matches())
                    .toList();
            if (!multiplying.isEmpty()) {
                return multiplying;
            }
            List<String> next = readers.getOrDefault(at, List.of());
            if (next.size() != 1 || computes(next.get(0))) {
                return longest(nodesOf.getOrDefault(layer, List.of()));
            }
            at = next.get(0);
        }
    }

    private boolean computes(String layer) {
        LayerCost cost = layers.get(layer);
        return cost == null || cost.macs().total() > 0;
    }

    /** Of a runtime that calls its operations otherwise. */
    private List<Integer> longest(List<Integer> own) {
        return own.stream().max(Comparator.comparingLong(node -> nodes.get(node).nanos())).stream()
                .toList();
    }

    private void share(long total, List<Integer> among) {
        long all = among.stream().mapToLong(this::products).sum();
        long left = total;
        for (int i = 0; i < among.size(); i++) {
            boolean isLast = i == among.size() - 1;
            long own = isLast ? left : Math.round((double) total * products(among.get(i)) / Math.max(1, all));
            macs[among.get(i)] += own;
            left -= own;
        }
    }

    /** The multiplications of a matrix product: its outputs times the length that it sums over. */
    private long products(int node) {
        List<Integer> input = nodes.get(node).input();
        long outputs = nodes.get(node).output().stream().mapToLong(size -> size).reduce(1, (a, b) -> a * b);
        return input.isEmpty() ? outputs : outputs * input.get(input.size() - 1);
    }
}
