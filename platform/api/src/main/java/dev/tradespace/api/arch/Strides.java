package dev.tradespace.api.arch;

import java.util.ArrayList;
import java.util.List;

/**
 * The strides of a network whose first ones are left out, so that a small image keeps a map of some positions to its
 * end.
 */
public final class Strides {
    private Strides() {}

    /**
     * The strides with 1 in the place of the first ones above it.
     *
     * @param published of the stem and of each stage, in order
     * @param skipped how many are left out, at least 0
     */
    public static List<Integer> skipping(int skipped, List<Integer> published) {
        List<Integer> strides = new ArrayList<>(published.size());
        int left = skipped;
        for (int stride : published) {
            boolean skip = stride > 1 && left > 0;
            strides.add(skip ? 1 : stride);
            left -= skip ? 1 : 0;
        }
        return strides;
    }
}
