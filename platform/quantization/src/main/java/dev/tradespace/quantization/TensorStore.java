package dev.tradespace.quantization;

import dev.tradespace.api.arch.Weights;
import dev.tradespace.api.op.WeightSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** Weights in memory that can be replaced, tensor by tensor. */
final class TensorStore implements Weights {
    private final String id;
    private final Map<String, float[]> tensors;

    TensorStore(String id, Map<String, float[]> tensors) {
        this.id = id;
        this.tensors = new LinkedHashMap<>(tensors);
    }

    /** The same tensors, to be replaced one by one; none is copied, and none is ever changed. */
    TensorStore copy() {
        return new TensorStore(id, tensors);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public float[] values(WeightSpec tensor) {
        return get(tensor.name()).clone();
    }

    /** The tensor itself; nobody changes it. */
    float[] get(String name) {
        float[] values = tensors.get(name);
        if (values == null) {
            throw new IllegalArgumentException("there is no tensor " + name);
        }
        return values;
    }

    void put(String name, float[] values) {
        tensors.put(name, values);
    }
}
