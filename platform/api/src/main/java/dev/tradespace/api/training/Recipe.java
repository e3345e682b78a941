package dev.tradespace.api.training;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;

/**
 * A training recipe: how a network is trained, apart from how long and on what. A plugin begins with {@link #sgd},
 * {@link #adamw} or {@link #GENERAL} and changes what differs.
 *
 * @param optimizer what turns gradients into steps
 * @param learningRate the highest learning rate of the schedule, above 0
 * @param schedule how the learning rate moves
 * @param warmup the part of the budget in which the rate rises to its height, 0 to 0.5
 * @param weightDecay on kernels only, not on biases, norms and embeddings; at least 0; decoupled for AdamW, added to
 *     the gradient for SGD
 * @param batch images in a step, 1 to 1024
 * @param labelSmoothing 0 to below 1 (Szegedy et al. 2016, section 7)
 * @param clipNorm gradients with a larger global norm are scaled down to it; 0 for no limit
 * @param averaging the decay of the exponential moving average of the weights that is kept at the end, 0 for none to
 *     below 1
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
    /** Mirrored and shifted by up to two pixels: what images of 28 to 64 px bear. */
    private static final Augmentation SHIFTED = new Augmentation(true, 2, 0, 0);

    /**
     * The recipe of a family that declares none: careful, for images of 28 to 64 px and minutes to an hour on a CPU.
     */
    public static final Recipe GENERAL = adamw(0.002).clipNorm(1);

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
        /**
         * Rises as half a cosine from a 25th, then falls as half a cosine to a 10,000th of that (Smith and Topin 2018).
         */
        ONE_CYCLE
    }

    /**
     * What is done to the training images, and to no others.
     *
     * @param flip whether half of them are mirrored left to right
     * @param cropPadding pixels added on every side before a crop of the old size, 0 for none
     * @param mixup the alpha of the beta distribution by which pairs of images are blended (Zhang et al. 2018), 0 for
     *     none
     * @param erasing the share of images of which a rectangle is erased (Zhong et al. 2020), 0 to 1
     */
    public record Augmentation(boolean flip, int cropPadding, double mixup, double erasing) {
        /** Nothing is done. */
        public static final Augmentation NONE = new Augmentation(false, 0, 0, 0);

        public Augmentation {
            require(cropPadding >= 0 && cropPadding <= 64, "cropPadding", "a whole number from 0 to 64", cropPadding);
            require(mixup >= 0 && mixup <= 10, "mixup", "a number from 0 to 10", mixup);
            require(erasing >= 0 && erasing <= 1, "erasing", "a number from 0 to 1", erasing);
        }
    }

    public Recipe {
        require(
                learningRate > 0 && learningRate <= 100,
                "learningRate",
                "a number above 0 and at most 100",
                learningRate);
        require(warmup >= 0 && warmup <= 0.5, "warmup", "a number from 0 to 0.5", warmup);
        require(weightDecay >= 0 && weightDecay <= 10, "weightDecay", "a number from 0 to 10", weightDecay);
        require(batch >= 1 && batch <= 1024, "batch", "a whole number from 1 to 1024", batch);
        require(
                labelSmoothing >= 0 && labelSmoothing < 1,
                "labelSmoothing",
                "a number from 0 to below 1",
                labelSmoothing);
        require(clipNorm >= 0 && Double.isFinite(clipNorm), "clipNorm", "a number of at least 0", clipNorm);
        require(averaging >= 0 && averaging < 1, "averaging", "a number from 0 to below 1", averaging);
    }

    /** One cycle of SGD (Smith and Topin 2018), weight decay as in Zagoruyko and Komodakis 2016, section 3. */
    public static Recipe sgd(double learningRate) {
        return new Recipe(Optimizer.SGD, learningRate, Schedule.ONE_CYCLE, 0.25, 5e-4, 128, 0, 0, 0, SHIFTED);
    }

    /** One cycle of AdamW, with its weight decay of 0.05 (Touvron et al. 2021, table 9). */
    public static Recipe adamw(double learningRate) {
        return new Recipe(Optimizer.ADAMW, learningRate, Schedule.ONE_CYCLE, 0.25, 0.05, 128, 0, 0, 0, SHIFTED);
    }

    /** With another schedule. */
    public Recipe schedule(Schedule other, double itsWarmup) {
        return with("schedule", other).with("warmup", itsWarmup);
    }

    /** With another weight decay. */
    public Recipe weightDecay(double other) {
        return with("weightDecay", other);
    }

    /** With another batch. */
    public Recipe batch(int other) {
        return with("batch", other);
    }

    /** With another label smoothing. */
    public Recipe labelSmoothing(double other) {
        return with("labelSmoothing", other);
    }

    /** With another limit of the gradients' norm. */
    public Recipe clipNorm(double other) {
        return with("clipNorm", other);
    }

    /** With another decay of the averaged weights. */
    public Recipe averaging(double other) {
        return with("averaging", other);
    }

    /** With another augmentation. */
    public Recipe augmentation(Augmentation other) {
        return with("augmentation", other);
    }

    /**
     * With another value of one field.
     *
     * @param field its name; {@code augmentation.flip} names one of the augmentation's
     * @throws IllegalArgumentException if there is no such field, or its value is out of range; the message says which
     *     would be right
     */
    public Recipe with(String field, Object value) {
        return changed(this, field, value);
    }

    private static <R extends Record> R changed(R record, String field, Object value) {
        int dot = field.indexOf('.');
        String name = dot < 0 ? field : field.substring(0, dot);
        RecordComponent[] components = record.getClass().getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        boolean found = false;
        try {
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] = components[i].getAccessor().invoke(record);
                if (components[i].getName().equals(name)) {
                    values[i] = dot < 0 ? value : changed((Record) values[i], field.substring(dot + 1), value);
                    found = true;
                }
            }
            if (!found) {
                throw new IllegalArgumentException("a recipe has no field " + field);
            }
            @SuppressWarnings("unchecked") // a record's class is its own
            Class<R> type = (Class<R>) record.getClass();
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof IllegalArgumentException rule) {
                throw rule;
            }
            throw new AssertionError("a record checks and throws nothing else", refused);
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("a record's canonical constructor is public", impossible);
        }
    }

    /**
     * The recipe for a training split of a given size: where its batch leaves an epoch less than four steps, a
     * smaller one, with the learning rate that goes with it.
     *
     * @param images at least 1
     * @source the rate falls with the batch for SGD (Goyal et al. 2017, section 2.1), with its square root for Adam
     *     (Malladi et al. 2022, section 4)
     */
    public Recipe forImages(int images) {
        int smaller = batch;
        while (smaller > SMALLEST_BATCH && smaller * LEAST_STEPS > images) {
            smaller = Math.max(SMALLEST_BATCH, smaller / 2);
        }
        double part = (double) smaller / batch;
        double scale = optimizer == Optimizer.SGD ? part : Math.sqrt(part);
        return with("batch", smaller).with("learningRate", learningRate * scale);
    }

    private static void require(boolean holds, String field, String rule, Object was) {
        if (!holds) {
            throw new IllegalArgumentException(field + " must be " + rule + ", was " + was);
        }
    }
}
