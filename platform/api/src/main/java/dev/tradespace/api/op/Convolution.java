package dev.tradespace.api.op;

import java.util.List;
import java.util.Objects;

/**
 * A two-dimensional convolution (cross-correlation, as every framework has it).
 *
 * @shape {@code [N, H, W]} to {@code [channels, H', W']}; kernel {@code [channels, N / groups, kH, kW]}
 * @param channels output channels, at least 1 and a multiple of {@code groups}
 * @param window kernel, stride, dilation, padding
 * @param groups how many groups the channels fall into; the input's channels make it depthwise
 * @param bias whether a bias is added
 */
public record Convolution(int channels, Window window, int groups, boolean bias) implements Op {
    public Convolution {
        if (channels < 1) {
            throw new IllegalArgumentException("channels must be at least 1, was " + channels);
        }
        if (groups < 1 || channels % groups != 0) {
            throw new IllegalArgumentException(
                    "groups must divide the " + channels + " output channels, was " + groups);
        }
        Objects.requireNonNull(window, "window");
    }

    @Override
    public String kind() {
        return "convolution";
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shape input = inputs.get(0);
        Shape output = window.slide(input, channels, false);
        if (input.channels() % groups != 0) {
            throw new BadOperation("its " + groups + " groups do not divide the " + input.channels()
                    + " channels of its input " + input);
        }
        return output;
    }

    @Override
    public List<WeightSpec> weights(List<Shape> inputs) {
        int perGroup = inputs.get(0).channels() / groups;
        WeightSpec kernel = WeightSpec.kernel(
                "weight", perGroup * window.area(), channels, perGroup, window.kernelHeight(), window.kernelWidth());
        return bias ? List.of(kernel, WeightSpec.vector("bias", WeightSpec.Role.BIAS, channels)) : List.of(kernel);
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.convolution(this);
    }

    @Override
    public String describe() {
        return "conv " + channels + " " + window + (groups == 1 ? "" : " groups " + groups) + (bias ? " +bias" : "");
    }
}
