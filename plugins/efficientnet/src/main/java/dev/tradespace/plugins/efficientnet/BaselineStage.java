package dev.tradespace.plugins.efficientnet;

/**
 * A row of a baseline's table: a number of equal blocks.
 *
 * @param block which block
 * @param expansion factor by which the block widens its input
 * @param kernel of the depthwise convolution, or of the one it is fused with
 * @param stride of the first block; the others have 1
 * @param channels output channels, before width scaling
 * @param layers how many blocks, before depth scaling
 */
record BaselineStage(Block block, int expansion, int kernel, int stride, int channels, int layers) {
    /** The two blocks, as figure 2 of Tan &amp; Le 2021 draws them. */
    enum Block {
        /** Expand by 1x1, filter depthwise, squeeze and excite, project by 1x1. */
        MBCONV,
        /** Expand and filter by one full convolution, project by 1x1. */
        FUSED
    }

    static BaselineStage mbConv(int expansion, int kernel, int stride, int channels, int layers) {
        return new BaselineStage(Block.MBCONV, expansion, kernel, stride, channels, layers);
    }

    static BaselineStage fused(int expansion, int kernel, int stride, int channels, int layers) {
        return new BaselineStage(Block.FUSED, expansion, kernel, stride, channels, layers);
    }
}
