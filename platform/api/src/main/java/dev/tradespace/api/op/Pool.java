package dev.tradespace.api.op;

import java.util.List;
import java.util.Objects;

/**
 * Maximum or average over a sliding window.
 *
 * @param reduction which
 * @param window kernel, stride, dilation, padding smaller than the kernel spans
 * @param ceil whether a last, partial window counts
 * @param countPadding whether an average divides by padded positions too (maximum: must be false)
 */
public record Pool(Kind reduction, Window window, boolean ceil, boolean countPadding) implements Op {
    /** What a pooling takes of its window. */
    public enum Kind {
        /** The largest value. */
        MAX,
        /** The mean. */
        AVERAGE;

        /** The name in JSON: lower case. */
        public String id() {
            return this == MAX ? "max" : "average";
        }
    }

    public Pool {
        Objects.requireNonNull(reduction, "reduction");
        Objects.requireNonNull(window, "window");
        if (reduction == Kind.MAX && countPadding) {
            throw new IllegalArgumentException("countPadding is for averages only");
        }
        if (window.padding() instanceof Padding.Explicit pads
                && (Math.max(pads.top(), pads.bottom()) >= window.spanHeight()
                        || Math.max(pads.left(), pads.right()) >= window.spanWidth())) {
            throw new IllegalArgumentException(
                    "a pooling's padding must be smaller than its window, or a window holds nothing, was " + window);
        }
    }

    @Override
    public String kind() {
        return "pool";
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shape input = inputs.get(0);
        return window.slide(input, input.isFeatureMap() ? input.channels() : 1, ceil);
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.pool(this);
    }

    @Override
    public String describe() {
        return reduction.id() + " pool " + window + (ceil ? " ceil" : "") + (countPadding ? " counting padding" : "");
    }
}
