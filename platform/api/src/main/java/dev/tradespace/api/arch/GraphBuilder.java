package dev.tradespace.api.arch;

import dev.tradespace.api.op.Input;
import dev.tradespace.api.op.Op;
import dev.tradespace.api.op.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The graph behind all {@link Flow}s of one architecture while it is being written: it names layers and keeps their
 * order.
 */
final class GraphBuilder {
    private static final Pattern SCOPE = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    private final List<Layer> layers = new ArrayList<>();
    private final Deque<Scope> scopes = new ArrayDeque<>();
    private final Set<String> used = new HashSet<>();

    private record Scope(String prefix, Map<String, Integer> counts) {}

    GraphBuilder() {
        scopes.push(new Scope("", new HashMap<>()));
    }

    void enter(String scope) {
        if (!SCOPE.matcher(scope).matches()) {
            throw new BadArchitecture(
                    "scope \"" + scope + "\": the name must be letters, digits, dashes and underscores,"
                            + " perhaps with dots between them");
        }
        String full = scopes.getFirst().prefix() + scope + ".";
        if (!used.add(full)) {
            throw new BadArchitecture("scope " + full.substring(0, full.length() - 1) + ": the name is taken twice");
        }
        scopes.push(new Scope(full, new HashMap<>()));
    }

    void leave() {
        scopes.pop();
    }

    Flow add(String stem, Op op, List<Layer> inputs) {
        Scope scope = scopes.getFirst();
        String name = op instanceof Input ? stem : scope.prefix() + numbered(stem, scope);
        List<String> names = new ArrayList<>(inputs.size());
        List<Shape> shapes = new ArrayList<>(inputs.size());
        for (Layer input : inputs) {
            names.add(input.name());
            shapes.add(input.shape());
        }
        Layer layer = Layer.infer(name, op, names, shapes);
        layers.add(layer);
        return new Flow(this, layer);
    }

    /**
     * {@code conv1}; a stem that ends in a digit keeps its number apart, so that the first relu6 is not the 61st relu.
     */
    private static String numbered(String stem, Scope scope) {
        int number = scope.counts().merge(stem, 1, Integer::sum);
        return stem + (Character.isDigit(stem.charAt(stem.length() - 1)) ? "-" : "") + number;
    }

    List<Layer> layers() {
        return layers;
    }
}
