package dev.tradespace.hardware;

import dev.tradespace.core.measure.Target;
import dev.tradespace.training.data.Split;
import java.nio.file.Path;

/**
 * Asks a model about images through a target's own runtime, in a process of its own; nothing is timed. Blocks until the worker has answered or has been
 * killed; never throws for anything that a model, a worker or a machine can do. An interrupt kills the worker and restores the flag.
 */
public interface Answerer {
    /**
     * The answers to the first images of a split.
     *
     * @param model a file of the kind that the target's runtime reads, that nobody changes meanwhile
     * @param prepared a prepared dataset of the model's resolution
     * @param count how many images, at least 1; all where there are fewer
     */
    Answers answer(Path model, Target target, Path prepared, Split split, int count);

    /**
     * The answers to images given as they are.
     *
     * @param images at least one, normalised as the model learnt it
     * @shape {@code [images, 3, height, width]}
     */
    Answers answer(Path model, Target target, float[] images);
}
