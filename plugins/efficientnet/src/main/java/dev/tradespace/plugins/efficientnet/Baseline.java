package dev.tradespace.plugins.efficientnet;

import static dev.tradespace.plugins.efficientnet.BaselineStage.fused;
import static dev.tradespace.plugins.efficientnet.BaselineStage.mbConv;

import dev.tradespace.api.arch.Strides;
import dev.tradespace.api.op.Activation.Function;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network that scaling starts from.
 *
 * @param id the value of the parameter {@code baseline}
 * @param resolution the side of the image it is evaluated at, in pixels; compound scaling multiplies it
 * @param stem channels of the first convolution
 * @param head channels of the last convolution
 * @param stages the rows between them
 * @param activation after every convolution but the projections
 * @param excitation whether MBConv blocks squeeze and excite
 * @param fixedEnds whether stem and head keep their channels, and first and last stage their depth, however it is
 *     scaled
 */
record Baseline(
        String id,
        int resolution,
        int stem,
        int head,
        List<BaselineStage> stages,
        Function activation,
        boolean excitation,
        boolean fixedEnds) {
    private static final int HEAD = 1280;

    /** Tan &amp; Le 2019, table 1. */
    private static final List<BaselineStage> B0_STAGES = List.of(
            mbConv(1, 3, 1, 16, 1),
            mbConv(6, 3, 2, 24, 2),
            mbConv(6, 5, 2, 40, 2),
            mbConv(6, 3, 2, 80, 3),
            mbConv(6, 5, 1, 112, 3),
            mbConv(6, 5, 2, 192, 4),
            mbConv(6, 3, 1, 320, 1));

    /** Tan &amp; Le 2021, table 4. */
    private static final List<BaselineStage> V2_S_STAGES = List.of(
            fused(1, 3, 1, 24, 2),
            fused(4, 3, 2, 48, 4),
            fused(4, 3, 2, 64, 4),
            mbConv(4, 3, 2, 128, 6),
            mbConv(6, 3, 1, 160, 9),
            mbConv(6, 3, 2, 256, 15));

    /**
     * V2-S scaled up, with more layers in the later stages; the paper describes it, its code and torchvision print it.
     */
    private static final List<BaselineStage> V2_M_STAGES = List.of(
            fused(1, 3, 1, 24, 3),
            fused(4, 3, 2, 48, 5),
            fused(4, 3, 2, 80, 5),
            mbConv(4, 3, 2, 160, 7),
            mbConv(6, 3, 1, 176, 14),
            mbConv(6, 3, 2, 304, 18),
            mbConv(6, 3, 1, 512, 5));

    /** As V2-M, larger still. */
    private static final List<BaselineStage> V2_L_STAGES = List.of(
            fused(1, 3, 1, 32, 4),
            fused(4, 3, 2, 64, 7),
            fused(4, 3, 2, 96, 7),
            mbConv(4, 3, 2, 192, 10),
            mbConv(6, 3, 1, 224, 19),
            mbConv(6, 3, 2, 384, 25),
            mbConv(6, 3, 1, 640, 7));

    /** The table of B0 for small images: fewer and narrower stages, expanded less, at a total stride of 16. */
    private static final List<BaselineStage> SMALL_STAGES =
            List.of(mbConv(1, 3, 1, 16, 1), mbConv(4, 3, 2, 24, 2), mbConv(4, 3, 2, 32, 2), mbConv(4, 3, 2, 48, 2));

    private static final List<Baseline> ALL = List.of(
            new Baseline("b0", 224, 32, HEAD, B0_STAGES, Function.SILU, true, false),
            new Baseline("lite0", 224, 32, HEAD, B0_STAGES, Function.RELU6, false, true),
            new Baseline("v2-s", 384, 24, HEAD, V2_S_STAGES, Function.SILU, true, false),
            new Baseline("v2-m", 480, 24, HEAD, V2_M_STAGES, Function.SILU, true, false),
            new Baseline("v2-l", 480, 32, HEAD, V2_L_STAGES, Function.SILU, true, false),
            new Baseline("small", 32, 16, 192, SMALL_STAGES, Function.SILU, true, false));

    /** The ids of all baselines; the first is B0. */
    static String[] ids() {
        return ALL.stream().map(Baseline::id).toArray(String[]::new);
    }

    /**
     * The strides of the stem and of the stages.
     *
     * @param skipped how many of the first ones are left out, at least 0
     */
    List<Integer> strides(int skipped) {
        return Strides.skipping(
                skipped,
                Stream.concat(Stream.of(2), stages.stream().map(BaselineStage::stride))
                        .toList());
    }

    /** The baseline of this id, one of {@link #ids()}. */
    static Baseline of(String id) {
        for (Baseline baseline : ALL) {
            if (baseline.id().equals(id)) {
                return baseline;
            }
        }
        throw new IllegalArgumentException("there is no baseline " + id);
    }
}
