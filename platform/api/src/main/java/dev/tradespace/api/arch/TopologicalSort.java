package dev.tradespace.api.arch;

import dev.tradespace.api.arch.Architecture.Draft;
import dev.tradespace.api.op.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts drafts into an order in which they can run, and infers their shapes. */
final class TopologicalSort {
    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Map<String, Layer> done = new LinkedHashMap<>();

    private TopologicalSort(List<Draft> drafts) {
        for (Draft draft : drafts) {
            if (this.drafts.put(draft.name(), draft) != null) {
                throw new BadArchitecture("layer " + draft.name() + ": the name is taken twice");
            }
        }
        for (Draft draft : drafts) {
            for (String input : draft.inputs()) {
                if (!this.drafts.containsKey(input)) {
                    throw new BadArchitecture("layer " + draft.name() + ": its input " + input + " is unknown");
                }
            }
        }
    }

    static List<Layer> infer(List<Draft> drafts) {
        TopologicalSort ordering = new TopologicalSort(drafts);
        drafts.forEach(ordering::place);
        return List.copyOf(ordering.done.values());
    }

    /** Places a draft after all it reads, without recursion: graphs may be thousands of layers deep. */
    private void place(Draft wanted) {
        Set<String> path = new LinkedHashSet<>();
        List<Draft> stack = new ArrayList<>(List.of(wanted));
        while (!stack.isEmpty()) {
            Draft top = stack.get(stack.size() - 1);
            if (done.containsKey(top.name())) {
                stack.remove(stack.size() - 1);
                continue;
            }
            path.add(top.name());
            Draft missing = firstMissing(top);
            if (missing == null) {
                done.put(top.name(), layer(top));
                path.remove(top.name());
                stack.remove(stack.size() - 1);
            } else if (path.contains(missing.name())) {
                throw new BadArchitecture(
                        "layer " + missing.name() + ": it reads itself by the cycle " + cycle(path, missing.name()));
            } else {
                stack.add(missing);
            }
        }
    }

    private @Nullable Draft firstMissing(Draft draft) {
        for (String input : draft.inputs()) {
            if (!done.containsKey(input)) {
                return drafts.get(input);
            }
        }
        return null;
    }

    private Layer layer(Draft draft) {
        List<Shape> shapes = new ArrayList<>(draft.inputs().size());
        for (String input : draft.inputs()) {
            Layer layer = done.get(input);
            if (layer == null) {
                throw new AssertionError(input + " was placed before");
            }
            shapes.add(layer.shape());
        }
        return Layer.infer(draft.name(), draft.op(), draft.inputs(), shapes);
    }

    private static String cycle(Set<String> path, String closing) {
        List<String> names = new ArrayList<>(path);
        List<String> loop = new ArrayList<>(names.subList(names.indexOf(closing), names.size()));
        loop.add(closing);
        return String.join(" <- ", loop);
    }
}
