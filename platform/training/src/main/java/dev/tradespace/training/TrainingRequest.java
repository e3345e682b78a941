package dev.tradespace.training;

import dev.tradespace.core.training.TrainingSpec;
import java.nio.file.Path;

/**
 * A training to be done.
 *
 * @param architecture the network, a file as {@code ArchitectureJson} writes it
 * @param data a prepared dataset of the network's resolution and classes
 * @param spec how and how long
 * @param folder where checkpoint and result are left: {@code checkpoint-*}, then {@link #WEIGHTS}, {@link #ANSWERS} and
 *     {@link #PERTURBED}; there, and this training's own
 */
public record TrainingRequest(Path architecture, Path data, TrainingSpec spec, Path folder) {
    /** The trained weights, safetensors. */
    public static final String WEIGHTS = "weights.safetensors";
    /**
     * What the trainer's network answers to the first {@link #PARITY_IMAGES} validation images: little-endian 32-bit
     * floats, {@code [images, classes]}.
     */
    public static final String ANSWERS = "answers.bin";
    /**
     * What it answers to the same images with weights that are off as if by rounding ({@link
     * dev.tradespace.training.score.RoundingError#perturbed}), one draw after the other, in the same form.
     */
    public static final String PERTURBED = "perturbed.bin";
    /** How many images the parity gate looks at; all there are where there are fewer. */
    public static final int PARITY_IMAGES = 64;
}
