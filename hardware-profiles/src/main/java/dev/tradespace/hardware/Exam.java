package dev.tradespace.hardware;

import dev.tradespace.training.data.Split;
import java.nio.file.Path;

/**
 * What a trained model is scored on: all images of a split.
 *
 * @param prepared a prepared dataset of the model's resolution and classes, which nobody changes meanwhile
 * @param split {@link Split#TEST} where it is the end, {@link Split#VALIDATION} where something is chosen by it
 */
public record Exam(Path prepared, Split split) {}
