package dev.tradespace.api.arch;

import dev.tradespace.api.op.Identity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Stable names of graphs: layers are numbered, so their own names do not count. */
final class GraphDigests {
    private static final int BYTES = 16;

    private GraphDigests() {}

    static String digest(Architecture architecture) {
        return hash(architecture, architecture.layers(), name -> name);
    }

    static String canonicalDigest(Architecture architecture) {
        return hash(architecture, canonicalOrder(architecture), name -> behindIdentities(architecture, name));
    }

    private static String hash(Architecture architecture, List<Layer> layers, UnaryOperator<String> source) {
        Map<String, Integer> numbers = new HashMap<>();
        StringBuilder text = new StringBuilder();
        for (Layer layer : layers) {
            numbers.put(layer.name(), numbers.size());
            text.append(layer.op().match(OpSignature.INSTANCE));
            for (String input : layer.inputs()) {
                text.append(" #").append(numbers.get(source.apply(input)));
            }
            text.append('\n');
        }
        text.append("output #").append(numbers.get(source.apply(architecture.output())));
        for (String auxiliary : architecture.auxiliaryOutputs()) {
            text.append(" auxiliary #").append(numbers.get(source.apply(auxiliary)));
        }
        return sha256(text.toString());
    }

    private static String behindIdentities(Architecture architecture, String name) {
        String seen = name;
        Layer layer = architecture.layer(seen);
        while (layer.op() instanceof Identity) {
            seen = layer.inputs().get(0);
            layer = architecture.layer(seen);
        }
        return seen;
    }

    /** Depth first from the outputs, inputs in the operation's order: dead branches are never met. */
    private static List<Layer> canonicalOrder(Architecture architecture) {
        List<Layer> ordered = new ArrayList<>();
        Map<String, Boolean> finished = new HashMap<>();
        List<String> outputs = new ArrayList<>();
        outputs.add(architecture.output());
        outputs.addAll(architecture.auxiliaryOutputs());
        for (String output : outputs) {
            List<String> stack = new ArrayList<>(List.of(output));
            while (!stack.isEmpty()) {
                String name = stack.get(stack.size() - 1);
                Layer layer = architecture.layer(name);
                if (finished.putIfAbsent(name, false) == null) {
                    for (int i = layer.inputs().size() - 1; i >= 0; i--) {
                        if (!finished.containsKey(layer.inputs().get(i))) {
                            stack.add(layer.inputs().get(i));
                        }
                    }
                } else {
                    stack.remove(stack.size() - 1);
                    if (Boolean.FALSE.equals(finished.put(name, true)) && !(layer.op() instanceof Identity)) {
                        ordered.add(layer);
                    }
                }
            }
        }
        return ordered;
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException missing) {
            throw new AssertionError("every Java has SHA-256", missing);
        }
    }
}
