package dev.tradespace.training.data.folder;

import java.nio.file.Path;

/**
 * A user's folder that is registered as a dataset.
 *
 * @param folder where the images lie
 * @param reading how they are read
 */
public record RegisteredFolder(Path folder, FolderReading reading) {}
