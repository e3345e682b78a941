package dev.tradespace.plugins.resnet;

import static dev.tradespace.api.op.Window.kernel;

import dev.tradespace.api.arch.Flow;

/**
 * A residual building block of the ImageNet networks: {@code relu(branch(x) + shortcut(x))}.
 *
 * @shape {@code [N, H, W]} to {@code [channels(planes), ceil(H / stride), ceil(W / stride)]}
 * @source He et al. 2016, equations 1 and 2, figure 5
 */
sealed interface Block {
    /** The channels that come out. */
    int channels(int planes);

    /** The residual branch, which ends before the sum. */
    Flow branch(Flow x, int planes, int stride);

    /** The block: branch, shortcut, sum, activation. */
    default Flow on(Flow x, int planes, int stride) {
        return branch(x, planes, stride).add(shortcut(x, planes, stride)).relu();
    }

    /** Option B: the identity, or a projection where the shape changes. */
    private Flow shortcut(Flow x, int planes, int stride) {
        if (stride == 1 && x.channels() == channels(planes)) {
            return x;
        }
        return x.in("shortcut", y -> y.conv(channels(planes), kernel(1).stride(stride))
                .batchNorm());
    }

    /**
     * Two 3x3 convolutions.
     *
     * @source He et al. 2016, figure 5 left
     */
    record Basic() implements Block {
        @Override
        public int channels(int planes) {
            return planes;
        }

        @Override
        public Flow branch(Flow x, int planes, int stride) {
            return x.conv(planes, kernel(3).stride(stride).padding(1))
                    .batchNorm()
                    .relu()
                    .conv(planes, kernel(3).padding(1))
                    .batchNorm();
        }
    }

    /**
     * 1x1 down, 3x3, 1x1 up by four; "v1.5": the 3x3 strides, where the paper let the first 1x1 do so.
     *
     * @source He et al. 2016, figure 5 right; with groups Xie et al. 2017, figure 3c; wider inside Zagoruyko &amp;
     *     Komodakis 2016, section 3.4
     * @param groups cardinality of the 3x3 convolution, at least 1
     * @param widthPerGroup inner channels per group in a stage of 64 planes, at least 1
     */
    record Bottleneck(int groups, int widthPerGroup) implements Block {
        private static final int EXPANSION = 4;

        @Override
        public int channels(int planes) {
            return EXPANSION * planes;
        }

        @Override
        public Flow branch(Flow x, int planes, int stride) {
            int inner = groups * Math.max(1, planes * widthPerGroup / 64);
            return x.pointwise(inner)
                    .batchNorm()
                    .relu()
                    .conv(inner, kernel(3).stride(stride).padding(1), groups)
                    .batchNorm()
                    .relu()
                    .pointwise(channels(planes))
                    .batchNorm();
        }
    }
}
