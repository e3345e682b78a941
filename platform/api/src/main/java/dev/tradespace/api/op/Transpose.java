package dev.tradespace.api.op;

import java.util.List;

/**
 * The axes in another order.
 *
 * @param order for each axis of the output, the axis of the input it comes from, counted from 0 without the batch
 */
public record Transpose(List<Integer> order) implements Op {
    public Transpose {
        order = List.copyOf(order);
        for (int axis = 0; axis < order.size(); axis++) {
            if (!order.contains(axis)) {
                throw new IllegalArgumentException(
                        "order must name each of " + order.size() + " axes once, was " + order);
            }
        }
    }

    @Override
    public String kind() {
        return "transpose";
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shape input = inputs.get(0);
        if (order.size() != input.rank()) {
            throw new BadOperation("transposes " + order.size() + " axes, but its input is " + input);
        }
        return Shape.of(order.stream().mapToInt(input::size).toArray());
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.transpose(this);
    }

    @Override
    public String describe() {
        return "transpose " + order;
    }
}
