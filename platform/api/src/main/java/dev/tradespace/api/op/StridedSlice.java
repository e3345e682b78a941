package dev.tradespace.api.op;

import java.util.List;

/**
 * Every {@code step}-th element from {@code start} up to but not including {@code end}, along each axis.
 *
 * @param ranges one range per axis of the input
 */
public record StridedSlice(List<Range> ranges) implements Op {
    /**
     * Part of an axis.
     *
     * @param start first index, at least 0
     * @param end index after the last, above {@code start}; larger than the axis means its end
     * @param step distance of two indices, at least 1
     */
    public record Range(int start, int end, int step) {
        /** The whole axis. */
        public static final Range ALL = new Range(0, Integer.MAX_VALUE, 1);

        public Range {
            if (start < 0 || end <= start || step < 1) {
                throw new IllegalArgumentException(
                        "a range needs 0 <= start < end and step >= 1, was " + start + ":" + end + ":" + step);
            }
        }

        /** Every {@code step}-th element of the whole axis. */
        public static Range every(int step) {
            return new Range(0, Integer.MAX_VALUE, step);
        }

        /** Every element from {@code start} up to but not including {@code end}. */
        public static Range of(int start, int end) {
            return new Range(start, end, 1);
        }
    }

    public StridedSlice {
        ranges = List.copyOf(ranges);
    }

    @Override
    public String kind() {
        return "strided-slice";
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shape input = inputs.get(0);
        if (ranges.size() != input.rank()) {
            throw new BadOperation("slices " + ranges.size() + " axes, but its input is " + input);
        }
        int[] sizes = input.toArray();
        for (int axis = 0; axis < sizes.length; axis++) {
            Range range = ranges.get(axis);
            int taken = Math.min(range.end(), sizes[axis]) - range.start();
            if (taken < 1) {
                throw new BadOperation(
                        "takes nothing of axis " + axis + " of its input " + input + ": it starts at " + range.start());
            }
            sizes[axis] = (taken + range.step() - 1) / range.step();
        }
        return Shape.of(sizes);
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.stridedSlice(this);
    }

    @Override
    public String describe() {
        StringBuilder text = new StringBuilder("slice [");
        for (Range range : ranges) {
            text.append(text.charAt(text.length() - 1) == '[' ? "" : ", ")
                    .append(range.start() == 0 ? "" : range.start())
                    .append(":")
                    .append(range.end() == Integer.MAX_VALUE ? "" : range.end())
                    .append(range.step() == 1 ? "" : ":" + range.step());
        }
        return text.append("]").toString();
    }
}
