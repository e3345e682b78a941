package dev.tradespace.api.quantization;

import java.util.ArrayList;
import java.util.List;

/**
 * The scales of a kernel's output channels.
 *
 * @param scales one for each channel, above 0
 */
public record ChannelScales(List<Float> scales) {
    public ChannelScales {
        scales = List.copyOf(scales);
        if (scales.isEmpty() || scales.stream().anyMatch(scale -> !(scale > 0) || !Float.isFinite(scale))) {
            throw new IllegalArgumentException("a kernel's scales must be above 0 and finite, were " + scales);
        }
    }

    /**
     * The scales that just hold each channel's largest weight.
     *
     * @param kernel the weights, channel by channel
     * @param channels how many
     * @param most the largest integer: {@link Quantization#mostWeight}
     */
    public static ChannelScales of(float[] kernel, int channels, int most) {
        int size = kernel.length / channels;
        List<Float> scales = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            float largest = 0;
            for (int i = channel * size; i < (channel + 1) * size; i++) {
                largest = Math.max(largest, Math.abs(kernel[i]));
            }
            float scale = largest / most;
            // A channel of zeros is exact with any scale.
            scales.add(scale < Float.MIN_NORMAL ? 1 : scale);
        }
        return new ChannelScales(scales);
    }

    /** The integers of a kernel. */
    public byte[] quantize(float[] kernel, int most) {
        int size = kernel.length / scales.size();
        byte[] integers = new byte[kernel.length];
        for (int i = 0; i < kernel.length; i++) {
            long rounded = Math.round((double) kernel[i] / scales.get(i / size));
            integers[i] = (byte) Math.max(-most, Math.min(most, rounded));
        }
        return integers;
    }
}
