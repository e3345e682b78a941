package dev.tradespace.training.pipeline;

import java.util.Random;

/** Images of noise, every one of them different, with labels in turn. */
record Noise(int size, int resolution, int classes) implements LabelledImages {
    @Override
    public int label(int index) {
        return index % classes;
    }

    @Override
    public void image(int index, byte[] into) {
        new Random(index).nextBytes(into);
        for (int i = 0; i < into.length; i++) {
            // Black is the padding's alone.
            into[i] |= 1;
        }
    }

    @Override
    public float value(int channel, byte level) {
        return (level & 0xFF) + 1000 * channel;
    }
}
