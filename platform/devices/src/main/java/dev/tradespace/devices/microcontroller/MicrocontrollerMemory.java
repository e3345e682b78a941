package dev.tradespace.devices.microcontroller;

import dev.tradespace.api.arch.Architecture;
import dev.tradespace.api.op.Convolution;
import dev.tradespace.api.op.Dense;
import dev.tradespace.core.analysis.Analysis;

/**
 * What a network needs on a microcontroller's processor when weights and activations have eight bits.
 *
 * <p>RAM is the peak of the activations under {@link ActivationPlan}'s allocation, a fifth more for the working memory of the kernels and what alignment
 * wastes, and 14 KiB. Flash is a byte per weight and four per bias, a hundredth more, 2 KiB for the description of each convolution and dense layer, and
 * 20 KiB.
 *
 * <p>The factors were chosen on the figures of ST's model zoo for a Cortex-M7. For the seven variants there neither is below what was published; RAM is within
 * 15% above it, but for two MobileNets v1 whose tool lets a layer write over its own input, and flash within 5%. Neural accelerators place activations in banks
 * of memory of their own, up to four times more: these figures say nothing of them.
 *
 * @param activationBytes the peak of the activations alone
 * @param ramBytes of working memory
 * @param flashBytes of program memory, without the program
 */
public record MicrocontrollerMemory(long activationBytes, long ramBytes, long flashBytes) {
    private static final long KIB = 1024;
    private static final double RAM_FACTOR = 1.2;
    private static final long RAM_OVERHEAD = 14 * KIB;
    private static final double FLASH_FACTOR = 1.01;
    private static final long FLASH_OVERHEAD = 20 * KIB;
    private static final long FLASH_PER_LAYER = 2 * KIB;

    /** The need of a network. */
    public static MicrocontrollerMemory of(Architecture architecture, Analysis analysis) {
        long activations = ActivationPlan.of(architecture).peakBytes();
        long layers = architecture.inferenceLayers().stream()
                .filter(layer -> layer.op() instanceof Convolution || layer.op() instanceof Dense)
                .count();
        return new MicrocontrollerMemory(
                activations,
                Math.round(RAM_FACTOR * activations) + RAM_OVERHEAD,
                Math.round(FLASH_FACTOR * analysis.int8Bytes()) + FLASH_OVERHEAD + FLASH_PER_LAYER * layers);
    }
}
