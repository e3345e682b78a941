package dev.tradespace.core.training;

/**
 * How a network is trained, apart from how long and on what.
 *
 * @param optimizer what turns gradients into steps
 * @param learningRate the highest learning rate of the schedule, above 0
 * @param schedule how the learning rate moves
 * @param warmup the part of the budget in which the rate rises to its height, 0 to 0.5
 * @param weightDecay on kernels only, not on biases, norms and embeddings; at least 0; decoupled for AdamW, added to the gradient for SGD
 * @param batch images in a step, 1 to 1024
 * @param labelSmoothing 0 to below 1 (Szegedy et al. 2016, section 7)
 * @param clipNorm gradients with a larger global norm are scaled down to it; 0 for no limit
 * @param averaging the decay of the exponential moving average of the weights that is kept at the end, 0 for none to below 1
 * @param augmentation what is done to the training images
 */
public record Recipe(
        Optimizer optimizer,
        double learningRate,
        Schedule schedule,
        double warmup,
        double weightDecay,
        int batch,
        double labelSmoothing,
        double clipNorm,
        double averaging,
        Augmentation augmentation) {
    /** Of an epoch, by {@link #forImages}. */
    private static final int LEAST_STEPS = 4;
    /** Below this the statistics of a batch norm are those of hardly anything. */
    private static final int SMALLEST_BATCH = 8;

    /** What turns gradients into steps. */
    public enum Optimizer {
        /** Stochastic gradient descent with Nesterov's momentum of 0.9 (Sutskever et al. 2013). */
        SGD,
        /** Adam with decoupled weight decay (Loshchilov and Hutter 2019), beta 0.9 and 0.999, epsilon 1e-8. */
        ADAMW
    }

    /** How the learning rate moves over the budget. */
    public enum Schedule {
        /** Rises in a straight line, then falls as half a cosine to zero (Loshchilov and Hutter 2017). */
        COSINE,
        /** Rises as half a cosine from a 25th, then falls as half a cosine to a 10,000th of that (Smith and Topin 2018). */
        ONE_CYCLE
    }

    /**
     * What is done to the training images, and to no others.
     *
     * @param flip whether half of them are mirrored left to right
     * @param cropPadding pixels added on every side before a crop of the old size, 0 for none
     * @param mixup the alpha of the beta distribution by which pairs of images are blended (Zhang et al. 2018), 0 for none
     * @param erasing the share of images of which a rectangle is erased (Zhong et al. 2020), 0 to 1
     */
    public record Augmentation(boolean flip, int cropPadding, double mixup, double erasing) {
        /** Nothing is done. */
        public static final Augmentation NONE = new Augmentation(false, 0, 0, 0);

        public Augmentation {
            require(cropPadding >= 0 && cropPadding <= 64, "cropPadding must be 0 to 64", cropPadding);
            require(mixup >= 0 && mixup <= 10, "mixup must be 0 to 10", mixup);
            require(erasing >= 0 && erasing <= 1, "erasing must be 0 to 1", erasing);
        }
    }

    public Recipe {
        require(learningRate > 0 && learningRate <= 100, "learningRate must be above 0 and at most 100", learningRate);
        require(warmup >= 0 && warmup <= 0.5, "warmup must be 0 to 0.5", warmup);
        require(weightDecay >= 0 && weightDecay <= 10, "weightDecay must be 0 to 10", weightDecay);
        require(batch >= 1 && batch <= 1024, "batch must be 1 to 1024", batch);
        require(labelSmoothing >= 0 && labelSmoothing < 1, "labelSmoothing must be 0 to below 1", labelSmoothing);
        require(clipNorm >= 0 && Double.isFinite(clipNorm), "clipNorm must be at least 0", clipNorm);
        require(averaging >= 0 && averaging < 1, "averaging must be 0 to below 1", averaging);
    }

    /**
     * The recipe for a training split of so many images: where its batch leaves an epoch less than four steps, a smaller one, with the learning rate that goes
     * with it.
     *
     * @param images at least 1
     * @source the rate falls with the batch for SGD (Goyal et al. 2017, section 2.1), with its square root for Adam (Malladi et al. 2022, section 4)
     */
    public Recipe forImages(int images) {
        int smaller = batch;
        while (smaller > SMALLEST_BATCH && smaller * LEAST_STEPS > images) {
            smaller = Math.max(SMALLEST_BATCH, smaller / 2);
        }
        double part = (double) smaller / batch;
        return new Recipe(
                optimizer,
                learningRate * (optimizer == Optimizer.SGD ? part : Math.sqrt(part)),
                schedule,
                warmup,
                weightDecay,
                smaller,
                labelSmoothing,
                clipNorm,
                averaging,
                augmentation);
    }

    private static void require(boolean holds, String rule, Object was) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", was " + was);
        }
    }
}
