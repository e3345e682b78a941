package dev.tradespace.training.dl4j.executor.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Gathers elements of every image in a given order and scatters them back, an image at a time. Not for two threads at
 * once.
 */
public final class ElementGather {
    private final int batch;
    private final int run;
    private final int[] starts;
    private final float[] whole;
    private final float[] picked;

    /**
     * What is picked.
     *
     * @param batch images
     * @param elements of an image
     * @param run elements that are picked together
     * @param starts the first element of each run, in the order in which they are picked; none twice
     */
    public ElementGather(int batch, int elements, int run, int[] starts) {
        this.batch = batch;
        this.run = run;
        this.starts = starts.clone();
        this.whole = new float[elements];
        this.picked = new float[starts.length * run];
    }

    /** Picks. */
    public void pick(FloatBuffer from, FloatBuffer to) {
        for (int image = 0; image < batch; image++) {
            from.get(image * whole.length, whole, 0, whole.length);
            for (int i = 0; i < starts.length; i++) {
                System.arraycopy(whole, starts[i], picked, i * run, run);
            }
            to.put(image * picked.length, picked, 0, picked.length);
        }
    }

    /** Puts back, zeros where nothing was picked. */
    public void putBack(FloatBuffer from, FloatBuffer to) {
        Arrays.fill(whole, 0);
        for (int image = 0; image < batch; image++) {
            from.get(image * picked.length, picked, 0, picked.length);
            for (int i = 0; i < starts.length; i++) {
                System.arraycopy(picked, i * run, whole, starts[i], run);
            }
            to.put(image * whole.length, whole, 0, whole.length);
        }
    }
}
