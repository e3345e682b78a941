package dev.tradespace.server.training;

import dev.tradespace.api.runtime.ModelFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Whether an exported file gives the answers of the network that was trained. Blocks; an interrupt ends it. */
@FunctionalInterface
public interface ParityCheck {
    /**
     * Compares.
     *
     * @param precision of the file
     * @param model a file of the format
     * @param images the prepared dataset, whose validation split begins with the images that were answered
     * @param answers the folder of what the trainer's own network answered, or the quantised one with its integers simulated: {@link dev.tradespace.training.TrainingRequest#ANSWERS}, and
     *     {@link dev.tradespace.training.TrainingRequest#PERTURBED} unless it is of an earlier version
     * @return what is wrong, for a person; empty if nothing is
     * @throws IOException if it could not be found out
     */
    Optional<String> disagreement(ModelFormat format, String precision, Path model, Path images, Path answers)
            throws IOException;
}
