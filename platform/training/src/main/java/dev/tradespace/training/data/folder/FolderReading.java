package dev.tradespace.training.data.folder;

import org.jspecify.annotations.Nullable;

/**
 * The options by which a user's folder of images is read. Only the command line says so; it is kept with the folder's
 * name, so that every program of the home reads the same.
 *
 * @param followLinks whether links to folders elsewhere are followed
 * @param skipUnreadable whether images that cannot be read or decoded are left out
 */
public record FolderReading(boolean followLinks, boolean skipUnreadable) {
    /** Nothing is followed and nothing left out. */
    public static final FolderReading STRICT = new FolderReading(false, false);

    /** This, but for what somebody chose; null leaves a choice as it is. */
    public FolderReading with(@Nullable Boolean follow, @Nullable Boolean skip) {
        return new FolderReading(follow == null ? followLinks : follow, skip == null ? skipUnreadable : skip);
    }
}
