package dev.tradespace.api.op;

import java.util.List;

/**
 * Zero channels before and after: half of the parameter-free shortcut of the CIFAR ResNets.
 *
 * @source He et al. 2016, section 4.2, option A
 * @param before zero channels put in front, at least 0
 * @param after zero channels put behind, at least 0
 */
public record ChannelPad(int before, int after) implements Op {
    public ChannelPad {
        if (before < 0 || after < 0) {
            throw new IllegalArgumentException("padding must be at least 0, was " + before + " and " + after);
        }
    }

    @Override
    public String kind() {
        return "channel-pad";
    }

    @Override
    public Shape infer(List<Shape> inputs) {
        Shape input = inputs.get(0);
        if (!input.isFeatureMap()) {
            throw new BadOperation("needs a feature map [channels, height, width], was given " + input);
        }
        return input.with(0, Math.addExact(input.channels(), Math.addExact(before, after)));
    }

    @Override
    public <R> R match(Cases<R> cases) {
        return cases.channelPad(this);
    }

    @Override
    public String describe() {
        return "channel pad " + before + "+" + after;
    }
}
