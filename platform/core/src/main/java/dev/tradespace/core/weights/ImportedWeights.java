package dev.tradespace.core.weights;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.check.Problem;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.op.WeightSpec;
import dev.tradespace.core.json.ObjectReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The tensors of somebody else's safetensors file under the names of a network of ours, by a map of names:
 * {@code conv1.weight: stem.0.weight}, or {@code head.weight: {tensor: fc.kernel, transpose: [1, 0]}}. What the map does
 * not name has one name in both.
 */
public final class ImportedWeights implements Weights {
    /** What the ids of imported weights begin with. */
    public static final String PREFIX = "imported:";

    private static final int DIGITS = 16;

    private final String id;
    private final WeightsFile file;
    private final Map<String, Source> sources;

    /**
     * Where a tensor comes from.
     *
     * @param tensor its name in the file
     * @param order for each axis of ours the axis that it is in the file; empty for the same
     */
    private record Source(String tensor, List<Integer> order) {}

    private ImportedWeights(String id, WeightsFile file, Map<String, Source> sources) {
        this.id = id;
        this.file = file;
        this.sources = sources;
    }

    /** Whether an id is of imported weights. */
    public static boolean is(String weights) {
        return weights.startsWith(PREFIX);
    }

    /**
     * The id of weights from a file.
     *
     * @param digest the SHA-256 of the file
     */
    public static String id(String digest) {
        return PREFIX + digest.substring(0, DIGITS);
    }

    /**
     * The weights of a network.
     *
     * @param tensors all that the network has
     * @param file somebody else's
     * @param digest the SHA-256 of the file
     * @param map of names, an object
     * @param problems takes everything that does not fit: names that are in neither, shapes, numbers of another kind
     */
    public static ImportedWeights of(
            Collection<WeightSpec> tensors, WeightsFile file, String digest, JsonNode map, List<Problem> problems) {
        ObjectReader reader = new ObjectReader(map, "", problems);
        Map<String, Source> sources = new LinkedHashMap<>();
        for (WeightSpec tensor : tensors) {
            String name = tensor.name();
            Source source = !map.has(name)
                    ? new Source(name, List.of())
                    : map.get(name).isObject()
                            ? reader.object(name)
                                    .map(entry -> source(entry, map.get(name)))
                                    .orElseThrow()
                            : new Source(reader.text(name), List.of());
            reader.has(name);
            sources.put(name, source);
            if (!source.tensor().isEmpty()) {
                check(tensor, source, file, problems);
            }
        }
        map.fieldNames().forEachRemaining(name -> {
            if (!sources.containsKey(name)) {
                problems.add(new Problem(name, "is no tensor of the network"));
            }
        });
        return new ImportedWeights(id(digest), file, sources);
    }

    private static Source source(ObjectReader entry, JsonNode node) {
        String tensor = entry.text("tensor");
        List<Integer> order = new ArrayList<>();
        if (entry.has("transpose")) {
            JsonNode axes = node.get("transpose");
            axes.forEach(axis -> order.add(axis.asInt(-1)));
            if (order.isEmpty()
                    || !order.stream()
                            .sorted()
                            .toList()
                            .equals(IntStream.range(0, order.size()).boxed().toList())) {
                entry.refuse("transpose", "must name each axis of the tensor once, such as [1, 0]");
            }
        }
        entry.finish();
        return new Source(tensor, order);
    }

    private static void check(WeightSpec tensor, Source source, WeightsFile file, List<Problem> problems) {
        Shape given = file.tensors().get(source.tensor());
        String from = source.tensor().equals(tensor.name()) ? "" : "from " + source.tensor() + ": ";
        if (given == null) {
            problems.add(new Problem(tensor.name(), from + "the file has no such tensor"));
        } else if (!file.hasNumbers(source.tensor())) {
            problems.add(new Problem(tensor.name(), from + "must be F64, F32, F16 or BF16"));
        } else if (!source.order().isEmpty() && source.order().size() != given.rank()) {
            problems.add(new Problem(
                    tensor.name(),
                    from + "is " + given + " in the file, and the transposition has "
                            + source.order().size() + " axes"));
        } else if (!transposed(given, source.order()).equals(tensor.shape())) {
            problems.add(new Problem(
                    tensor.name(),
                    from + "must be " + tensor.shape() + ", is " + given + " in the file"
                            + (source.order().isEmpty() ? "" : ", transposed " + transposed(given, source.order()))));
        }
    }

    private static Shape transposed(Shape shape, List<Integer> order) {
        if (order.isEmpty() || order.size() != shape.rank() || order.contains(-1)) {
            return shape;
        }
        return Shape.of(order.stream()
                .mapToInt(axis -> shape.size(Math.min(axis, shape.rank() - 1)))
                .toArray());
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public float[] values(WeightSpec tensor) {
        Source source = sources.get(tensor.name());
        if (source == null) {
            throw new IllegalArgumentException("there is no tensor " + tensor.name());
        }
        Shape given = Objects.requireNonNull(file.tensors().get(source.tensor()), source.tensor());
        float[] values = file.values(new WeightSpec(source.tensor(), tensor.role(), given, tensor.fanIn()));
        return source.order().isEmpty() ? values : transposed(values, given, source.order());
    }

    private static float[] transposed(float[] values, Shape shape, List<Integer> order) {
        int rank = shape.rank();
        int[] strides = new int[rank];
        int stride = 1;
        for (int axis = rank - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape.size(axis);
        }
        float[] result = new float[values.length];
        int[] index = new int[rank];
        for (int to = 0; to < result.length; to++) {
            int from = 0;
            for (int axis = 0; axis < rank; axis++) {
                from += index[axis] * strides[order.get(axis)];
            }
            result[to] = values[from];
            for (int axis = rank - 1; axis >= 0 && ++index[axis] == shape.size(order.get(axis)); axis--) {
                index[axis] = 0;
            }
        }
        return result;
    }
}
